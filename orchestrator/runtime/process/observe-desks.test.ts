import { describe, expect, it } from 'vitest'
import type { Launch } from './desk-record.ts'
import { afterAnswer } from './observe-desks.ts'

const launch: Launch = {
  id: 'launch-1',
  generation: 1,
  configHash: 'c',
  port: 26_001,
  requestedAt: '2026-11-21T00:00:00.000Z',
  logOffsetBytes: 0,
  oomKillsBefore: null,
  process: null,
  readyAt: null,
  silentSince: null,
  stopAskedAt: null,
  exit: null,
}
const [early, late] = ['2026-11-21T00:00:10.000Z', '2026-11-21T00:00:20.000Z']

describe('what a gateway’s answer changes', () => {
  it('notes when it became ready, once', () => {
    const ready = afterAnswer(launch, 'ready', early)
    expect(ready.readyAt).toBe(early)
    expect(afterAnswer(ready, 'ready', late)).toBe(ready)
  })
  it('does not count silence before it was ever ready', () => {
    expect(afterAnswer(launch, 'silent', early)).toBe(launch)
    expect(afterAnswer(launch, 'waiting', early)).toBe(launch)
  })
  it('notes since when it is silent, and forgets it when it answers', () => {
    const silent = afterAnswer({ ...launch, readyAt: early }, 'silent', early)
    expect(silent.silentSince).toBe(early)
    expect(afterAnswer(silent, 'silent', late)).toBe(silent)
    expect(afterAnswer(silent, 'ready', late)).toMatchObject({ readyAt: early, silentSince: null })
  })
})
