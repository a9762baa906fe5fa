import { describe, expect, it } from 'vitest'
import { deskStatus } from './desk-status.ts'

const part = { state: 'up', since: '2026-11-21T12:00:00Z', restarts: 0, lastExit: null }

function status(changes: object): object {
  return {
    ...{ state: 'failed', phase: 'given_up', since: '2026-11-21T12:00:00Z', inputPaused: false },
    ...{ generation: 1, filesHash: 'f', configHash: 'c', activeAt: null, failure: null },
    parts: { display: part, windows: part, browser: part, gateway: part },
    home: { bytes: 1, limitBytes: 10 },
    memory: { bytes: 1, limitBytes: 10, oomKills: 0 },
    ...changes,
  }
}

const failed = (text: string, code = 'gateway_down') =>
  deskStatus.parse(status({ failure: { code, text, action: text } })).failure

describe('what a desk says of itself', () => {
  it('is taken as it is where it is plain', () => {
    expect(failed('Das Gateway läuft nicht.\nZeile 2 🦞')).toEqual({
      code: 'gateway_down',
      text: 'Das Gateway läuft nicht.\nZeile 2 🦞',
      action: 'Das Gateway läuft nicht.\nZeile 2 🦞',
    })
  })

  it.each([
    ['a zero, which no row can hold', 'a\0b', 'ab'],
    ['half a character, which no row can hold either', 'a\ud83e', 'a\ufffd'],
    ['what steers a terminal', 'a\u001b[2Jb\u009bc', 'a[2Jbc'],
    ['what turns the reading round', 'a\u202eb\u2066c', 'abc'],
  ])('loses %s', (_, said, kept) => expect(failed(said)?.text).toBe(kept))

  it('is no longer than people read, cut between characters', () => {
    const long = failed('🦞'.repeat(500_000))
    expect(long?.text.length).toBeLessThanOrEqual(1000)
    expect(long?.text.isWellFormed()).toBe(true)
    const lastExit = { code: 1, signal: 'x'.repeat(9000), cause: '<b>', reason: 'r', action: 'a' }
    const gateway = { ...part, lastExit: { ...lastExit, logTail: 'l'.repeat(900_000) } }
    const said = deskStatus.parse(status({ parts: { display: part, windows: part, browser: part, gateway } }))
    expect(JSON.stringify(said).length).toBeLessThan(12_000)
    expect(said.parts.gateway.lastExit?.cause).toBe('unknown')
  })

  it('has codes that are words', () => expect(failed('x', 'Weird code!')?.code).toBe('unknown'))

  it.each([1.5, -1, 2 ** 31])('is not believed with the generation %s, which no row can hold', (generation) =>
    expect(deskStatus.safeParse(status({ generation })).success).toBe(false),
  )
})
