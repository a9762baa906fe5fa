import { describe, expect, it } from 'vitest'
import { type DeskSigns, describeDesk, needsHandover } from './describe-desk.ts'
import type { DeskRecord } from './desk-record.ts'
import type { DeskPart, DeskStatus } from './desk-status.ts'

const now = Date.parse('2026-11-21T12:00:00Z')
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString()

const record: DeskRecord = {
  deskId: 'ada',
  generation: 1,
  filesHash: 'files-1',
  configHash: 'config-1',
  hostname: 'desk',
  release: null,
  imageId: 'sha256:1',
  changedAt: ago(100),
  startAskedAt: ago(60),
  stopAskedAt: null,
  exit: null,
}
const up: DeskPart = { state: 'up', since: ago(50), restarts: 0, lastExit: null }
const status: DeskStatus = {
  state: 'ready',
  phase: 'ready',
  since: ago(40),
  generation: 1,
  filesHash: 'files-1',
  configHash: 'config-1',
  inputPaused: false,
  parts: { display: up, windows: up, browser: up, gateway: up },
  home: { bytes: 10, limitBytes: 1000 },
  memory: { bytes: 10, limitBytes: 1000, oomKills: 0 },
  activeAt: ago(40),
  failure: null,
}
const lastExit = {
  code: 1,
  signal: null,
  cause: 'out_of_memory',
  reason: 'No memory.',
  action: 'Less.',
  logTail: 'end',
}

const heard = (changes: Partial<DeskStatus>, secondsAgo = 1) => ({
  status: { ...status, ...changes },
  heardAt: now - secondsAgo * 1000,
  unreadySince: now - 7000,
})
const signs: DeskSigns = {
  deskId: 'ada',
  record,
  hasHandover: true,
  container: 'running',
  generation: 1,
  isAsWanted: true,
  sight: heard({}),
  gatehouseUpSince: now - 3_600_000,
  drift: [],
  now,
}
const look = (changes: Partial<DeskSigns>) => describeDesk({ ...signs, ...changes })

describe('a desk that runs', () => {
  it('is what it says it is', () => {
    expect(look({})).toEqual({
      deskId: 'ada',
      generation: 1,
      filesHash: 'files-1',
      configHash: 'config-1',
      release: null,
      state: 'ready',
      phase: 'ready',
      since: new Date(ago(40)),
    })
  })

  it('counts its start from when it was asked to start', () => {
    const sight = heard({ state: 'starting', phase: 'starting_browser', since: ago(2) })
    expect(look({ sight })).toMatchObject({
      state: 'starting',
      phase: 'starting_browser',
      since: new Date(ago(60)),
    })
  })

  it('counts anew after something in it was started again, and for some minutes believes the desk since when', () => {
    const gateway: DeskPart = { ...up, state: 'starting', restarts: 1 }
    const sight = heard({
      state: 'starting',
      phase: 'starting_gateway',
      since: ago(2),
      parts: { ...status.parts, gateway },
    })
    expect(look({ sight })).toMatchObject({ since: new Date(ago(2)) })
    const longUnready = { ...sight, unreadySince: now - 400_000 }
    const asked = { ...record, startAskedAt: ago(500) }
    expect(look({ sight: longUnready, record: asked })).toMatchObject({ since: new Date(now - 100_000) })
  })

  it.each<[string, Partial<DeskSigns>]>([
    ['stands as it should not', { isAsWanted: false }],
    ['could not be told again who it is', { hasHandover: false }],
  ])('is to be made again when it %s', (_, changes) => {
    expect(look(changes)).toMatchObject({ state: 'ready', configHash: '' })
  })

  it('is known by its own word when its record is lost', () => {
    expect(look({ record: undefined, isAsWanted: false })).toMatchObject({
      state: 'ready',
      generation: 1,
      filesHash: 'files-1',
    })
  })

  it('that gave up has ended, whatever its container does', () => {
    const gateway: DeskPart = { ...up, state: 'down', lastExit }
    const failure = { code: 'gateway_keeps_failing', text: 'Again.', action: 'Look.' }
    const seen = look({
      sight: heard({ state: 'failed', phase: 'failed', failure, parts: { ...status.parts, gateway } }),
    })
    expect(seen).toMatchObject({
      state: 'exited',
      exit: { cause: 'out_of_memory', reason: 'Again.', logTail: 'end' },
    })
  })

  it('that is being ended is not ready any more', () => {
    expect(look({ record: { ...record, stopAskedAt: ago(1) } })).toMatchObject({
      state: 'starting',
      phase: 'stopping',
    })
  })
})

describe('silence', () => {
  it('is tolerated for a while, then told', () => {
    expect(look({ sight: heard({}, 39) }).state).toBe('ready')
    expect(look({ sight: heard({}, 41) })).toMatchObject({
      state: 'starting',
      phase: 'not_answering',
      since: new Date(ago(41)),
      complaint: { code: 'desk_silent' },
    })
  })

  it('is nobody’s fault while the gatehouse is down, nor just after', () => {
    expect(look({ sight: heard({}, 300), gatehouseUpSince: undefined }).state).toBe('ready')
    expect(look({ sight: heard({}, 300), gatehouseUpSince: now - 1000 }).state).toBe('ready')
  })

  it('from the beginning is a door that does not open', () => {
    const sight = { status: undefined, heardAt: now - 1000, unreadySince: now - 1000 }
    expect(look({ sight })).toMatchObject({
      state: 'starting',
      phase: 'opening_door',
      since: new Date(ago(60)),
    })
    expect(look({ sight, gatehouseUpSince: undefined })).toMatchObject({
      phase: 'waiting_for_gatehouse',
      since: new Date(now),
    })
  })
})

describe('a complaint', () => {
  const ailing: DeskPart = { ...up, state: 'backing_off', lastExit }
  it.each<[string, Partial<DeskSigns>, string]>([
    ['a full home', { sight: heard({ home: { bytes: 990, limitBytes: 1000 } }) }, 'home_full'],
    [
      'a browser that does not stay',
      { sight: heard({ parts: { ...status.parts, browser: ailing } }) },
      'browser_out_of_memory',
    ],
    [
      'what the agent itself complains of',
      { sight: heard({ failure: { code: 'odd', text: '', action: '' } }) },
      'odd',
    ],
    ['a wall that was moved', { drift: ['Memory'] }, 'desk_drifted'],
  ])('tells of %s', (_, changes, code) => expect(look(changes).complaint?.code).toBe(code))
})

describe('a desk that does not run', () => {
  const resting: Partial<DeskSigns> = { container: 'resting', sight: undefined }
  it.each<[string, Partial<DeskSigns>, object]>([
    [
      'was made',
      { record: { ...record, startAskedAt: null } },
      { state: 'made', phase: 'made', configHash: 'config-1' },
    ],
    [
      'was only half made',
      { record: { ...record, configHash: '', startAskedAt: null } },
      { state: 'made', phase: 'making_home', configHash: '' },
    ],
    [
      'was stopped',
      { record: { ...record, stopAskedAt: ago(5) } },
      { state: 'made', phase: 'stopped', since: new Date(ago(5)) },
    ],
    ['has no container', { container: 'missing', isAsWanted: false }, { state: 'made', configHash: '' }],
    ['is another one than wanted', { isAsWanted: false }, { configHash: '' }],
    ['cannot be told who it is', { hasHandover: false }, { configHash: '' }],
    [
      'nobody remembers',
      { record: undefined, generation: 4 },
      { state: 'made', generation: 4, configHash: '' },
    ],
  ])('because it %s', (_, changes, seen) => expect(look({ ...resting, ...changes })).toMatchObject(seen))

  it('because it ended says why, unless it was asked to', () => {
    const exit = { ...lastExit, cause: 'crashed' as const, at: ago(9) }
    expect(look({ ...resting, record: { ...record, exit } })).toMatchObject({
      state: 'exited',
      since: new Date(ago(9)),
      exit: { cause: 'crashed' },
    })
    expect(look({ ...resting, record: { ...record, exit, stopAskedAt: ago(1) } }).state).toBe('made')
  })
})

describe('a desk that waits to be told who it is', () => {
  const waiting = heard({ state: 'starting', phase: 'awaiting_handover', generation: null })
  it('is told, where that is known', () => {
    expect(needsHandover({ ...signs, sight: waiting })).toBe(true)
    expect(needsHandover({ ...signs, sight: waiting, hasHandover: false })).toBe(false)
    expect(needsHandover({ ...signs, sight: waiting, record: { ...record, stopAskedAt: ago(1) } })).toBe(
      false,
    )
    expect(needsHandover(signs)).toBe(false)
  })
  it('is known by what it was made as', () => {
    expect(look({ sight: waiting })).toMatchObject({
      state: 'starting',
      configHash: 'config-1',
      filesHash: 'files-1',
    })
  })
})
