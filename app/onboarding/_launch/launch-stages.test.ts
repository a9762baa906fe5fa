import { describe, expect, it } from 'vitest'
import type { Employee } from '#lib/wire/employee.ts'
import { launchStages, noteStage, type StagesSeen } from './launch-stages.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 12, 0, second)).toISOString()

function desk(phase: string, second = 0): Employee['desk'] {
  return {
    phase,
    phaseStartedAt: at(second),
    runtime: 'process',
    error: null,
    nextAttemptAt: null,
    readyAfterMs: null,
    hasDesktop: false,
    isSeatless: false,
    complaint: null,
  }
}

function inWords(phase: string, lifecycle: Employee['lifecycle'] = 'starting', seen: StagesSeen = {}) {
  return launchStages({ lifecycle, desk: desk(phase) }, seen).map(({ label, state }) => `${label}: ${state}`)
}

describe('a starting desk', () => {
  it('is told in stages, of which one is under way', () => {
    expect(inWords('starting_gateway')).toEqual([
      'Finding a free place: done',
      'Furnishing the desk: done',
      'Starting the gateway: running',
      'Lamp on: waiting',
    ])
  })

  it('shows rare stages only where they happen', () => {
    expect(inWords('installing_openclaw')).toContain('Installing OpenClaw on this machine: running')
    expect(inWords('making_home')).not.toContain('Installing OpenClaw on this machine: done')
    const seen = noteStage({}, desk('installing_openclaw'))
    expect(inWords('making_home', 'starting', seen)).toContain('Installing OpenClaw on this machine: done')
  })

  it('ends with the lamp on', () => {
    expect(inWords('ready', 'ready').every((line) => line.endsWith('done'))).toBe(true)
  })

  it('shows where it failed', () => {
    expect(inWords('given_up', 'needs_attention')).toContain('Starting the gateway: failed')
    expect(inWords('host_unable', 'needs_attention')[0]).toBe('Finding a free place: failed')
    const times = launchStages(
      { lifecycle: 'needs_attention', desk: desk('given_up', 5) },
      { gateway: at(5) },
    )
    expect(times.every(({ startedAt }) => startedAt === null)).toBe(true)
  })

  it('says of a paused desk that nothing has begun', () => {
    expect(inWords('paused', 'paused').every((line) => line.endsWith('waiting'))).toBe(true)
  })

  it('takes a phase nobody has named yet for the beginning', () => {
    expect(inWords('polishing_lamp')[0]).toBe('Finding a free place: running')
  })

  it('shows how long each stage took that was seen from its start to its end', () => {
    const seen = [desk('making_home', 2), desk('made', 3), desk('starting_gateway', 5)].reduce(noteStage, {})
    const stages = launchStages({ lifecycle: 'starting', desk: desk('starting_gateway', 5) }, seen)
    expect(stages.map(({ startedAt, endedAt }) => [startedAt, endedAt])).toEqual([
      [null, null],
      [at(2), at(5)],
      [at(5), null],
      [null, null],
    ])
  })
})
