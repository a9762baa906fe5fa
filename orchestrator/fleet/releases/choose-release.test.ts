import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  chooseRelease,
  isToBeHalted,
  type Release,
  type ReleaseFacts,
  undoneRelease,
} from './choose-release.ts'

const release = (id: string, share: number, facts: Partial<Release> = {}): Release => ({
  id,
  image: `desk:${id}`,
  label: id,
  share,
  isHalted: false,
  madeAt: 1,
  ...facts,
})
const desk = (facts: Partial<ReleaseFacts> = {}): ReleaseFacts => ({
  deskId: randomUUID(),
  pinnedReleaseId: null,
  refusedReleaseIds: [],
  provenImage: null,
  ...facts,
})
const desks = Array.from({ length: 1000 }, () => desk())
const old = release('old', 100, { madeAt: 1 })
const next = (share: number, facts: Partial<Release> = {}) => release('next', share, { madeAt: 2, ...facts })
const chosen = (one: ReleaseFacts, releases: Release[]) => chooseRelease(one, releases)?.id ?? null
const whoHas = (id: string, releases: Release[]) => desks.filter((one) => chosen(one, releases) === id)

describe('without an offer', () => {
  it('the host’s own build is run', () => expect(chosen(desk(), [])).toBeNull())
  it('and with one of no share, too', () => expect(chosen(desk(), [next(0)])).toBeNull())
})

describe('a share', () => {
  it('of all is for all', () => expect(whoHas('old', [old])).toHaveLength(1000))
  it.each([5, 20, 50])('of %i percent is about that many', (share) => {
    const count = whoHas('next', [old, next(share)]).length
    expect(Math.abs(count / 10 - share)).toBeLessThan(6)
  })
  it('that grows keeps everybody it had', () => {
    let before: ReleaseFacts[] = []
    for (const share of [0, 1, 5, 20, 50, 100]) {
      const now = whoHas('next', [old, next(share)])
      expect(before.filter((one) => !now.includes(one))).toEqual([])
      before = now
    }
    expect(before).toHaveLength(1000)
  })
  it('begins with other desks for each release', () => {
    const first = new Set(whoHas('next', [old, next(20)]))
    const again = whoHas('later', [old, release('later', 20, { madeAt: 3 })])
    expect(again.filter((one) => first.has(one)).length).toBeLessThan(100)
  })
  it('of the newest goes first, whatever order they come in', () => {
    const releases = [next(100), old, release('ancient', 100, { madeAt: 0 })]
    expect(whoHas('next', releases)).toHaveLength(1000)
  })
  it('gives the same answer each time', () => {
    for (const one of desks.slice(0, 50))
      expect(chosen(one, [old, next(50)])).toBe(chosen(one, [next(50), old]))
  })
})

describe('a pin', () => {
  it('goes before shares and halts', () => {
    expect(chosen(desk({ pinnedReleaseId: 'next' }), [old, next(0)])).toBe('next')
    expect(chosen(desk({ pinnedReleaseId: 'next' }), [old, next(0, { isHalted: true })])).toBe('next')
    expect(chosen(desk({ pinnedReleaseId: 'old' }), [old, next(100)])).toBe('old')
  })
  it('to what the desk refused is none', () =>
    expect(chosen(desk({ pinnedReleaseId: 'next', refusedReleaseIds: ['next'] }), [old, next(100)])).toBe(
      'old',
    ))
  it('to what is no more is none', () => expect(chosen(desk({ pinnedReleaseId: 'gone' }), [old])).toBe('old'))
})

describe('a halt', () => {
  const halted = next(100, { isHalted: true })
  it('keeps everybody else away', () => expect(whoHas('old', [old, halted])).toHaveLength(1000))
  it('leaves it to who runs it well', () =>
    expect(chosen(desk({ provenImage: 'desk:next' }), [old, halted])).toBe('next'))
})

describe('a refusal', () => {
  const refusing = desk({ refusedReleaseIds: ['next'], provenImage: 'desk:old' })
  it('leads to the one before, for this desk alone', () => {
    expect(chosen(refusing, [old, next(100)])).toBe('old')
    expect(chosen(desk(), [old, next(100)])).toBe('next')
  })
  it('of everything leads to the host’s own build', () =>
    expect(chosen(desk({ refusedReleaseIds: ['next', 'old'] }), [old, next(100)])).toBeNull())
  it('is worth a complaint while it would be run otherwise, halted or not', () => {
    expect(undoneRelease(refusing, [old, next(100)])?.id).toBe('next')
    expect(undoneRelease(refusing, [old, next(100, { isHalted: true })])?.id).toBe('next')
    expect(undoneRelease(refusing, [old, next(0)])).toBeNull()
    expect(undoneRelease(refusing, [old, next(100), release('better', 100, { madeAt: 3 })])).toBeNull()
    expect(undoneRelease(desk(), [old, next(100)])).toBeNull()
  })
})

describe('too many of the first ones', () => {
  it.each([
    [{ failed: 1, proven: 0 }, false],
    [{ failed: 2, proven: 0 }, true],
    [{ failed: 2, proven: 8 }, true],
    [{ failed: 2, proven: 9 }, false],
    [{ failed: 10, proven: 90 }, false],
    [{ failed: 30, proven: 70 }, true],
  ])('%o: %s', (counts, expected) => expect(isToBeHalted(counts)).toBe(expected))
})
