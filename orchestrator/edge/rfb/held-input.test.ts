import { describe, expect, it } from 'vitest'
import { rfb } from '#tests/support/rfb-messages.ts'
import { holdInput } from './held-input.ts'

function heldAfter(...sent: ['key' | 'extended_key' | 'pointer', Buffer][]) {
  const held = holdInput()
  for (const [kind, bytes] of sent) held.note({ kind, bytes })
  return held
}

describe('what is held down when control ends', () => {
  it('is let go: keys, keys by their place, and buttons where the pointer was', () => {
    const held = heldAfter(
      ['key', rfb.key(0xffe1)],
      ['extended_key', rfb.extendedKey(0x61)],
      ['pointer', rfb.pointer(7, 9, 1)],
    )
    expect(held.letGo()).toEqual(
      Buffer.concat([rfb.key(0xffe1, false), rfb.extendedKey(0x61, false), rfb.pointer(7, 9, 0)]),
    )
    expect(held.letGo()).toHaveLength(0)
  })

  it('is nothing after it was let go by hand', () => {
    const held = heldAfter(
      ['key', rfb.key(0x61)],
      ['pointer', rfb.pointer(1, 1, 4)],
      ['key', rfb.key(0x61, false)],
      ['pointer', rfb.pointer(1, 2, 0)],
    )
    expect(held.letGo()).toHaveLength(0)
  })

  it('is bounded for somebody who presses a thousand keys', () => {
    const pressed = Array.from({ length: 1000 }, (_, key) => ['key', rfb.key(key)] as const)
    expect(heldAfter(...pressed.map(([kind, bytes]): ['key', Buffer] => [kind, bytes])).letGo()).toHaveLength(
      40 * 8,
    )
  })
})
