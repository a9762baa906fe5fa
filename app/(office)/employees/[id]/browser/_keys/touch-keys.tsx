'use client'
// A keyboard for screens without one: the phone's own, by way of a box nobody sees, and the keys it lacks.
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Keyboard } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { type Key, keys } from './keysyms.ts'
import { typedChanges } from './typed-changes.ts'

type SendKey = (keysym: number, code: string | null, down?: boolean) => void
type Held = 'control' | 'alt'

/** Something to delete must stand in the box, or the phone's own key does nothing. */
const filler = '·'.repeat(40)
const longest = 400

export function TouchKeys({ sendKey }: { sendKey: SendKey }) {
  const box = useRef<HTMLTextAreaElement>(null)
  const before = useRef(filler)
  const [held, setHeld] = useState<readonly Held[]>([])
  /** A held key counts for the next one, as on a phone's own keyboard. */
  const press = (typed: readonly Key[]) => {
    for (const one of held) sendKey(keys[one].keysym, keys[one].code, true)
    for (const { keysym, code } of typed) sendKey(keysym, code)
    for (const one of held) sendKey(keys[one].keysym, keys[one].code, false)
    if (typed.length > 0) setHeld([])
  }
  const onInput = (text: string) => {
    press(typedChanges(before.current, text))
    before.current = text
  }
  /** Never while a word is being put together: the phone would lose it. */
  const startAnew = () => {
    const element = box.current
    if (!element || (element.value.length < longest && element.value.length > filler.length / 2)) return
    element.value = filler
    before.current = filler
  }
  const toggle = (one: Held) =>
    setHeld((now) => (now.includes(one) ? now.filter((other) => other !== one) : [...now, one]))
  return (
    <div
      role="toolbar"
      aria-label="Keys"
      className="flex shrink-0 gap-1 overflow-x-auto border-line border-t bg-paper p-1 not-pointer-coarse:hidden"
    >
      <textarea
        ref={box}
        aria-label="Type on the desktop"
        defaultValue={filler}
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        onInput={(event) => onInput(event.currentTarget.value)}
        onBlur={startAnew}
        onKeyUp={(event) => !event.nativeEvent.isComposing && startAnew()}
        className="pointer-events-none absolute bottom-0 left-0 size-px resize-none text-md opacity-0"
      />
      <TouchKey label="Keyboard" onPress={() => box.current?.focus()}>
        <Keyboard {...icon} />
      </TouchKey>
      <TouchKey label="Escape" onPress={() => press([keys.escape])}>
        Esc
      </TouchKey>
      <TouchKey label="Tab" onPress={() => press([keys.tab])}>
        Tab
      </TouchKey>
      <TouchKey
        label="Control, for the next key"
        isHeld={held.includes('control')}
        onPress={() => toggle('control')}
      >
        Ctrl
      </TouchKey>
      <TouchKey label="Alt, for the next key" isHeld={held.includes('alt')} onPress={() => toggle('alt')}>
        Alt
      </TouchKey>
      <TouchKey label="Left" onPress={() => press([keys.left])}>
        <ArrowLeft {...icon} />
      </TouchKey>
      <TouchKey label="Up" onPress={() => press([keys.up])}>
        <ArrowUp {...icon} />
      </TouchKey>
      <TouchKey label="Down" onPress={() => press([keys.down])}>
        <ArrowDown {...icon} />
      </TouchKey>
      <TouchKey label="Right" onPress={() => press([keys.right])}>
        <ArrowRight {...icon} />
      </TouchKey>
    </div>
  )
}

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const

type TouchKeyProps = { label: string; isHeld?: boolean; onPress: () => void; children: ReactNode }

/** Pressing one does not take the focus from the box: the phone's keyboard stays. */
function TouchKey({ label, isHeld, onPress, children }: TouchKeyProps) {
  return (
    <button
      type="button"
      aria-label={label}
      {...(isHeld !== undefined && { 'aria-pressed': isHeld })}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPress}
      className="flex h-11 min-w-11 shrink-0 items-center justify-center rounded-md border border-line bg-surface px-2 text-sm aria-pressed:border-focus aria-pressed:bg-lamp-wash"
    >
      {children}
    </button>
  )
}
