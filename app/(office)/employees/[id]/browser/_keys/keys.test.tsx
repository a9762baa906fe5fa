// @vitest-environment happy-dom
import { createEvent, fireEvent } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { shown } from '#tests/support/page.tsx'
import { keys } from './keysyms.ts'
import { TouchKeys } from './touch-keys.tsx'
import { useLeaveKeys } from './use-leave-keys.ts'

describe('keys for screens without a keyboard', () => {
  function touched() {
    const sendKey = vi.fn()
    const page = shown(<TouchKeys sendKey={sendKey} />)
    const box = page.getByRole('textbox', { name: 'Type on the desktop' })
    if (!(box instanceof HTMLTextAreaElement)) throw new Error('There is no box')
    return { ...page, sendKey, box, sent: () => sendKey.mock.calls }
  }

  it.each([
    ['Escape', keys.escape],
    ['Tab', keys.tab],
    ['Left', keys.left],
    ['Down', keys.down],
  ])('%s is pressed', (name, { keysym, code }) => {
    const { getByRole, sent } = touched()
    fireEvent.click(getByRole('button', { name }))
    expect(sent()).toEqual([[keysym, code]])
  })

  it('Control counts for the next key, and then no more', () => {
    const { getByRole, sent, box } = touched()
    const control = getByRole('button', { name: /^Control/ })
    fireEvent.click(control)
    expect(control.getAttribute('aria-pressed')).toBe('true')
    fireEvent.input(box, { target: { value: `${box.value}c` } })
    expect(sent()).toEqual([
      [keys.control.keysym, 'ControlLeft', true],
      [0x63, null],
      [keys.control.keysym, 'ControlLeft', false],
    ])
    expect(control.getAttribute('aria-pressed')).toBe('false')
  })

  it('the phone’s own keyboard writes letter by letter, and deletes', () => {
    const { box, sent } = touched()
    const empty = box.value
    fireEvent.input(box, { target: { value: `${empty}hi` } })
    fireEvent.input(box, { target: { value: `${empty}h` } })
    expect(sent().map(([keysym]) => keysym)).toEqual([0x68, 0x69, keys.backspace.keysym])
  })

  it('the box has something to delete again once it is left', () => {
    const { box } = touched()
    const full = box.value.length
    fireEvent.input(box, { target: { value: '·' } })
    fireEvent.blur(box)
    expect(box.value.length).toBe(full)
  })
})

function Inside({ sendKey, leave }: { sendKey: () => void; leave: () => void }) {
  const onKeys = useLeaveKeys(sendKey, leave)
  return (
    <div onKeyDownCapture={onKeys}>
      <button type="button">desktop</button>
    </div>
  )
}

describe('the way out of the desktop', () => {
  function pressed(press: KeyboardEventInit, isAltGraph = false) {
    const sendKey = vi.fn()
    const leave = vi.fn()
    const { getByRole } = shown(<Inside sendKey={sendKey} leave={leave} />)
    const event = createEvent.keyDown(getByRole('button'), press)
    Object.defineProperty(event, 'getModifierState', { value: () => isAltGraph })
    const wasLetThrough = fireEvent(getByRole('button'), event)
    return { sendKey, leave, wasLetThrough }
  }
  const all = { key: 'Shift', ctrlKey: true, altKey: true, shiftKey: true }

  it('is Ctrl, Alt and Shift together, which stay behind with nobody', () => {
    const { leave, sendKey, wasLetThrough } = pressed(all)
    expect(leave).toHaveBeenCalledOnce()
    expect(wasLetThrough).toBe(false)
    expect(sendKey.mock.calls.map(([, code, down]) => [code, down])).toEqual([
      ['ControlLeft', false],
      ['AltLeft', false],
      ['ShiftLeft', false],
    ])
  })

  it.each([
    ['Ctrl and Alt', { key: 'Alt', ctrlKey: true, altKey: true }, false],
    ['Tab, which is the desktop’s', { key: 'Tab' }, false],
    ['a character of AltGr', all, true],
  ])('is not %s', (_, press, isAltGraph) => {
    const { leave, wasLetThrough } = pressed(press, isAltGraph)
    expect(leave).not.toHaveBeenCalled()
    expect(wasLetThrough).toBe(true)
  })
})
