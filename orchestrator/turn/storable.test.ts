import { describe, expect, it } from 'vitest'
import { storableJson, storableText, tailOf } from './storable.ts'

describe('text', () => {
  it('waits for the other half of a character', () => {
    expect(storableText('a🦊'.slice(0, 2))).toBe('a')
    expect(storableText('a🦊')).toBe('a🦊')
  })
  it('has no half characters in the middle and no NUL', () => {
    expect(storableText('a\ud83eb\0c')).toBe('a\ufffdb\ufffdc')
  })
  it('has an end', () => expect(storableText('x'.repeat(500_000)).length).toBeLessThanOrEqual(400_000))
})

describe('output', () => {
  it('stays whole up to 256 KB', () => {
    expect(tailOf('x'.repeat(262_144))).toMatchObject({ isCut: false })
  })
  it('keeps its end beyond that, and no piece of a character', () => {
    const { text, isCut } = tailOf(`${'🦊'.repeat(70_000)}end`)
    expect(isCut).toBe(true)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(262_144)
    expect(text).toMatch(/^🦊.*🦊end$/u)
  })
})

it('arguments are JSON that Postgres takes', () => {
  const given = { 'a\0': ['\ud800', 1, true, null, undefined], deep: { b: 'x'.repeat(70_000) } }
  expect(storableJson(given)).toEqual({
    'a\ufffd': ['\ufffd', 1, true, null, null],
    deep: { b: 'x'.repeat(60_000) },
  })
})
