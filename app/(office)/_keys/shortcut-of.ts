// Which shortcut a key press is. Pure, so that every rule can be tested without a browser.

export type Shortcut = 'palette' | 'help' | 'next' | 'previous' | 'compose'

export interface KeyPress {
  key: string
  metaKey: boolean
  ctrlKey: boolean
  altKey: boolean
  /** Letters are being typed into something. */
  isTyping: boolean
  /** A dialog or menu is open and has its own keys. */
  isCovered: boolean
}

const singleKeys: Readonly<Record<string, Shortcut>> = {
  '?': 'help',
  j: 'next',
  k: 'previous',
  c: 'compose',
}

export function shortcutOf(press: KeyPress, singleKeysOn: boolean): Shortcut | undefined {
  const { key, metaKey, ctrlKey, altKey, isTyping, isCovered } = press
  if ((metaKey || ctrlKey) && !altKey && key.toLowerCase() === 'k') return 'palette'
  if (metaKey || ctrlKey || altKey || isTyping || isCovered || !singleKeysOn) return undefined
  return singleKeys[key]
}
