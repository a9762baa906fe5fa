import { describe, expect, it } from 'vitest'
import { type KeyPress, shortcutOf } from './shortcut-of.ts'

const press = (key: string, facts: Partial<KeyPress> = {}) =>
  shortcutOf(
    { key, metaKey: false, ctrlKey: false, altKey: false, isTyping: false, isCovered: false, ...facts },
    true,
  )

describe('shortcuts', () => {
  it('open the palette from anywhere, even while one types', () => {
    expect(press('k', { ctrlKey: true, isTyping: true })).toBe('palette')
    expect(press('K', { metaKey: true, isCovered: true })).toBe('palette')
  })

  it('leave single keys alone while one types, in dialogs, and with other keys held', () => {
    expect(press('c')).toBe('compose')
    for (const facts of [{ isTyping: true }, { isCovered: true }, { altKey: true }, { ctrlKey: true }]) {
      expect(press('c', facts)).toBeUndefined()
    }
  })

  it('can be turned off, all but the palette', () => {
    const facts = { metaKey: false, altKey: false, isTyping: false, isCovered: false }
    expect(shortcutOf({ key: 'j', ctrlKey: false, ...facts }, false)).toBeUndefined()
    expect(shortcutOf({ key: 'k', ctrlKey: true, ...facts }, false)).toBe('palette')
  })
})
