import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ObservedDesk } from '#orchestrator/runtime/desk-runtime.ts'
import { newAlarm } from './alarm.ts'
import { deskSpec } from './desk-spec.ts'
import { have, limits, past, want } from './fleet-in-words.ts'
import type { WantedDesk } from './read-desired.ts'
import { type Look, type ReconcileOptions, type Reconciler, startReconciler } from './reconcile.ts'

let rows: WantedDesk[]
let running: ObservedDesk[]
let movingIn: WantedDesk[]
let reads: number
let fault: Error | undefined
let mayAct: boolean
let looks: Look[]
let taken: string[]
let carryOut: ReconcileOptions['carryOut']
let reconciler: Reconciler | undefined
const alarm = newAlarm()

beforeEach(() => {
  rows = []
  running = []
  movingIn = []
  reads = 0
  fault = undefined
  mayAct = true
  looks = []
  taken = []
  carryOut = async () => false
})
afterEach(() => reconciler?.stop())

function desk(line: string, written = 'none'): WantedDesk {
  const desired = want(line)
  const [, history] = past(`${desired.deskId} ${written}`)
  return { desired, history, employeeId: desired.deskId, spec: undefined }
}

function start(changes: Partial<ReconcileOptions['runtime']> = {}): void {
  reconciler = startReconciler({
    alarm,
    limits,
    log: pino({ level: 'silent' }),
    runtime: { observe: async () => running, watch: () => () => undefined, ...changes },
    host: () => ({ is: 'ready' }),
    mayAct: () => mayAct,
    readDesired: async () => {
      reads += 1
      if (fault) throw fault
      return rows
    },
    readMovingIn: async () => movingIn,
    carryOut: (facts) => {
      taken.push(`${facts.step.do} ${facts.step.deskId}`)
      return carryOut(facts)
    },
    onLook: (look) => looks.push(look),
  })
}

async function untilLooks(count: number): Promise<void> {
  await vi.waitFor(() => {
    if (looks.length < count) alarm.ring()
    expect(looks.length).toBeGreaterThanOrEqual(count)
  })
}

describe('somebody who was given a warm desk', () => {
  const moved = (): WantedDesk => ({
    ...desk('ada running files2', 'starting moving_in'),
    spec: deskSpec(
      { deskId: 'ada', generation: 1, home: null },
      { installationSecret: 'x', modelProxyUrl: 'x' },
    ),
  })

  it('moves in while a look still waits for a gateway that does not answer', async () => {
    const answered = Promise.withResolvers<void>()
    rows = [desk('ada warm running', 'ready')]
    start({ observe: () => answered.promise.then(() => [have('ada ready')]) })
    await vi.waitFor(() => expect(reads).toBe(1))
    movingIn = [moved()]
    reconciler?.moveIn()
    await vi.waitFor(() => expect(taken).toEqual(['move_in ada']))
    answered.resolve()
    await vi.waitFor(() => expect(looks).toHaveLength(1))
    // What the look read of the desk was older than the hire.
    expect(taken).toEqual(['move_in ada'])
  })

  it('waits while a step is taken at the desk, and is found by the next look', async () => {
    const done = Promise.withResolvers<void>()
    carryOut = async () => {
      await done.promise
      return true
    }
    rows = [desk('ada warm running files2', 'ready')]
    running = [have('ada ready')]
    start()
    await vi.waitFor(() => expect(taken).toEqual(['refresh ada']))
    movingIn = [moved()]
    reconciler?.moveIn()
    rows = movingIn
    done.resolve()
    await vi.waitFor(() => expect(taken.slice(0, 2)).toEqual(['refresh ada', 'move_in ada']))
  })

  it('is nobody’s business while another orchestrator acts', async () => {
    start()
    await untilLooks(1)
    mayAct = false
    movingIn = [moved()]
    reconciler?.moveIn()
    await new Promise((resolve) => setImmediate(resolve))
    expect(taken).toEqual([])
  })
})

describe('the reconciler', () => {
  it('acts on what it sees', async () => {
    rows = [desk('ada running'), desk('bob running')]
    running = [have('bob ready')]
    start()
    await vi.waitFor(() => expect(taken).toEqual(['make ada', 'rest bob']))
  })

  it('concludes nothing from a failed look, and goes on when it can see again', async () => {
    fault = new Error('Postgres is away')
    running = [have('ada ready'), have('bob ready')]
    start()
    await new Promise((resolve) => setImmediate(resolve))
    expect(taken).toEqual([])
    rows = [desk('ada running', 'ready'), desk('bob running', 'ready')]
    fault = undefined
    await untilLooks(1)
    expect(taken).toEqual(['rest ada', 'rest bob'])
  })

  it('does nothing while another orchestrator looks after the host', async () => {
    rows = [desk('ada running')]
    mayAct = false
    start()
    alarm.ring()
    await new Promise((resolve) => setImmediate(resolve))
    expect(looks).toEqual([])
    mayAct = true
    await untilLooks(1)
    expect(taken).toEqual(['make ada'])
  })

  it('never takes two steps at one desk at once, and does not keep others waiting', async () => {
    const made = Promise.withResolvers<boolean>()
    carryOut = ({ step }) => (step.deskId === 'ada' ? made.promise : Promise.resolve(false))
    rows = [desk('ada running')]
    start()
    await untilLooks(3)
    expect(taken).toEqual(['make ada'])
    rows = [...rows, desk('bob running')]
    await vi.waitFor(() => {
      alarm.ring()
      expect(taken).toContain('make bob')
    })
    expect(taken.filter((step) => step === 'make ada')).toHaveLength(1)
    made.resolve(true)
    await vi.waitFor(() => {
      alarm.ring()
      expect(taken.filter((step) => step === 'make ada').length).toBeGreaterThan(1)
    })
  })

  it('looks again at once after a step that changed something', async () => {
    let changes = 3
    carryOut = async () => changes-- > 0
    rows = [desk('ada running')]
    start()
    await vi.waitFor(() => expect(looks.length).toBeGreaterThanOrEqual(4))
  })

  it('survives a step that cannot be written down', async () => {
    carryOut = () => Promise.reject(new Error('Postgres is away'))
    rows = [desk('ada running')]
    start()
    await untilLooks(3)
    expect(taken.length).toBeGreaterThanOrEqual(3)
  })

  it('acts on what a gateway said of itself, and never again once another one is there', async () => {
    const upSince = (ago: number) => ({ ...have('ada ready'), since: new Date(Date.now() - ago) })
    rows = [desk('ada running', 'ready')]
    running = [upSince(60_000)]
    start()
    await untilLooks(1)
    reconciler?.lostMemory('ada')
    await vi.waitFor(() => expect(taken).toContain('note_failure ada'))
    running = [upSince(-1)]
    taken = []
    await untilLooks(looks.length + 2)
    expect(taken).not.toContain('note_failure ada')
    running = [upSince(60_000)]
    await untilLooks(looks.length + 2)
    expect(taken).not.toContain('note_failure ada')
  })

  it('ends when told to', async () => {
    start()
    await untilLooks(1)
    await reconciler?.stop()
    const before = looks.length
    alarm.ring()
    await new Promise((resolve) => setImmediate(resolve))
    expect(looks).toHaveLength(before)
  })
})
