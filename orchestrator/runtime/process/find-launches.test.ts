import { describe, expect, it } from 'vitest'
import type { Launch } from './desk-record.ts'
import { findLaunches } from './find-launches.ts'
import { launchMarks } from './gateway-environment.ts'
import type { SystemProcess } from './system-process.ts'

const installation = '/srv/deskhand'
const marks = (launchId = 'launch-1', deskId = 'ada', where = installation) =>
  launchMarks({ installation: where, deskId, generation: 2, launchId, configHash: 'c', port: 26_001 })

const process = (pid: number, parentPid: number, more: Partial<SystemProcess> = {}): SystemProcess => ({
  pid,
  parentPid,
  sessionId: 1,
  startedAt: `boot:${pid}`,
  namespacePids: [pid],
  environment: {},
  ...more,
})

/** Witness, outer bubblewrap, the init of the namespace, the gateway, a helper of it. */
const sandboxed = (environment = marks()) => [
  process(10, 1, { sessionId: 10, environment }),
  process(11, 10, { sessionId: 10, environment }),
  process(12, 11, { sessionId: 10, environment, namespacePids: [12, 1] }),
  process(13, 12, { sessionId: 10, environment, namespacePids: [13, 2] }),
  process(14, 13, { sessionId: 14, environment: {}, namespacePids: [14, 9] }),
]
const pidsOf = (processes: SystemProcess[] | undefined) => processes?.map(({ pid }) => pid)

describe('finding gateways among all processes', () => {
  it('sees one launch with its gateway, its namespace and all it started', () => {
    const [launch, ...rest] = findLaunches([process(1, 0), process(2, 1), ...sandboxed()], installation, [])
    expect(rest).toEqual([])
    expect(launch).toMatchObject({
      deskId: 'ada',
      launchId: 'launch-1',
      generation: 2,
      configHash: 'c',
      port: 26_001,
    })
    expect([launch?.root.pid, launch?.gateway?.pid, launch?.namespaceInit?.pid]).toEqual([10, 13, 12])
    expect(pidsOf(launch?.everything)).toEqual([10, 11, 12, 13, 14])
  })

  it('still sees it when the witness and the outer process were killed', () => {
    const orphaned = sandboxed()
      .slice(2)
      .map((one) => (one.pid === 12 ? { ...one, parentPid: 1 } : one))
    const [launch] = findLaunches(orphaned, installation, [])
    expect([launch?.root.pid, launch?.gateway?.pid]).toEqual([12, 13])
  })

  it('sees two launches of one desk as two', () => {
    const second = sandboxed(marks('launch-2')).map((one) => ({
      ...one,
      pid: one.pid + 100,
      parentPid: one.parentPid === 1 ? 1 : one.parentPid + 100,
      sessionId: one.sessionId + 100,
    }))
    const found = findLaunches([...sandboxed(), ...second], installation, [])
    expect(found.map(({ launchId }) => launchId)).toEqual(['launch-1', 'launch-2'])
  })

  it('leaves the gateways of another installation alone', () => {
    expect(findLaunches(sandboxed(marks('x', 'ada', '/srv/other')), installation, [])).toEqual([])
  })

  it('does not believe the marks of a process that an employee started', () => {
    const forged = process(15, 13, { environment: marks('forged', 'bob'), namespacePids: [15, 7] })
    const nested = process(16, 15, { environment: marks('forged', 'bob'), namespacePids: [16, 8, 1] })
    const found = findLaunches([...sandboxed(), forged, nested], installation, [])
    expect(found.map(({ deskId }) => deskId)).toEqual(['ada'])
    expect(pidsOf(found[0]?.everything)).toContain(16)
  })

  it('knows the gateway without a sandbox, with and without its witness', () => {
    const environment = marks()
    const witness = process(20, 1, { sessionId: 20, environment })
    const gateway = process(21, 20, { sessionId: 20, environment })
    const helper = process(22, 21, { sessionId: 20, environment })
    expect(findLaunches([witness, gateway, helper], installation, [])[0]?.gateway?.pid).toBe(21)
    const alone = findLaunches([{ ...gateway, parentPid: 1 }, helper], installation, [])
    expect(alone[0]?.gateway?.pid).toBe(21)
  })

  it('goes by pid and start time where environments are hidden, and is not fooled by a pid that came back', () => {
    const launch: Launch = {
      id: 'launch-1',
      generation: 2,
      configHash: 'c',
      port: 26_001,
      requestedAt: '2026-11-21T00:00:00.000Z',
      logOffsetBytes: 0,
      oomKillsBefore: null,
      process: { pid: 20, startedAt: 'boot:20' },
      readyAt: null,
      silentSince: null,
      stopAskedAt: null,
      exit: null,
    }
    const known = [{ deskId: 'ada', launch }]
    const hidden = [process(20, 1, { sessionId: 20 }), process(21, 20, { sessionId: 20 })].map((one) => ({
      ...one,
      environment: undefined,
    }))
    expect(findLaunches(hidden, installation, known)[0]?.gateway?.pid).toBe(21)
    const reused = hidden.map((one) => ({ ...one, startedAt: 'boot:later' }))
    expect(findLaunches(reused, installation, known)).toEqual([])
  })
})
