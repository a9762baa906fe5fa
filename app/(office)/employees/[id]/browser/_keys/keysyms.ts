// The numbers the desktop knows keys by (X11 keysyms).

export interface Key {
  keysym: number
  code: string | null
}

export const keys = {
  escape: { keysym: 0xff1b, code: 'Escape' },
  tab: { keysym: 0xff09, code: 'Tab' },
  enter: { keysym: 0xff0d, code: 'Enter' },
  backspace: { keysym: 0xff08, code: 'Backspace' },
  left: { keysym: 0xff51, code: 'ArrowLeft' },
  up: { keysym: 0xff52, code: 'ArrowUp' },
  right: { keysym: 0xff53, code: 'ArrowRight' },
  down: { keysym: 0xff54, code: 'ArrowDown' },
  control: { keysym: 0xffe3, code: 'ControlLeft' },
  alt: { keysym: 0xffe9, code: 'AltLeft' },
  shift: { keysym: 0xffe1, code: 'ShiftLeft' },
} as const satisfies Record<string, Key>

const firstBeyondLatin1 = 0x100
const unicode = 0x0100_0000

/** The key that writes a character. Which physical key that is, nobody knows. */
export function keyOf(character: string): Key {
  if (character === '\n') return keys.enter
  if (character === '\t') return keys.tab
  const point = character.codePointAt(0) ?? 0
  return { keysym: point < firstBeyondLatin1 ? point : unicode + point, code: null }
}
