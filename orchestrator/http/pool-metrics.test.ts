import { Registry } from 'prom-client'
import { beforeEach, expect, it } from 'vitest'
import type { Step } from '#orchestrator/fleet/fleet.ts'
import { past, want } from '#orchestrator/fleet/fleet-in-words.ts'
import type { WantedDesk } from '#orchestrator/fleet/read-desired.ts'
import { type PoolMeters, poolMeters } from './pool-metrics.ts'

let registry: Registry
let meters: PoolMeters
beforeEach(() => {
  registry = new Registry()
  meters = poolMeters(registry)
})

function desk(line: string, written: string): WantedDesk {
  const desired = want(line)
  const [, history] = past(`${desired.deskId} ${written}`)
  return { desired, history, employeeId: desired.deskId, spec: undefined }
}

const take = (step: Step, wanted: WantedDesk) => meters.noteStep({ step, wanted, have: undefined })
const said = async () =>
  (await registry.metrics())
    .split('\n')
    .filter((line) => line && !line.startsWith('#') && !line.endsWith(' 0'))

it('the pool: how many there shall be, are ready, are on their way; and who waits for a turn', async () => {
  meters.noteSize(3)
  meters.noteLook({
    durationMs: 1,
    wanted: [
      desk('u warm', 'ready'),
      desk('v warm', 'starting'),
      desk('w warm absent', 'ready'),
      desk('ada', 'ready'),
    ],
    observed: [],
    steps: [
      { do: 'wait', deskId: 'v', phase: 'waiting_for_turn' },
      { do: 'wait', deskId: 'w', phase: 'waiting_to_retry' },
    ],
  })
  expect(await said()).toEqual([
    'deskhand_pool_size 3',
    'deskhand_pool_desks{state="ready"} 1',
    'deskhand_pool_desks{state="coming"} 1',
    'deskhand_start_queue 1',
  ])
})

it('hires with a warm and with a new desk, sleeps and wakes, each once', async () => {
  take({ do: 'move_in', deskId: 'ada' }, desk('ada', 'starting moving_in'))
  take({ do: 'make', deskId: 'bob' }, desk('bob', 'none waiting_for_host'))
  take({ do: 'start', deskId: 'bob' }, desk('bob', 'starting preparing_desk'))
  take({ do: 'make', deskId: 'w' }, desk('w warm', 'none waiting_for_host'))
  take({ do: 'stop', deskId: 'cyd', why: 'asleep' }, desk('cyd asleep', 'ready'))
  const sleeper = desk('dan running', 'stopped')
  take({ do: 'start', deskId: 'dan' }, { ...sleeper, history: { ...sleeper.history, phase: 'asleep' } })
  take({ do: 'start', deskId: 'eve' }, desk('eve', 'starting waiting_for_turn'))
  expect(await said()).toEqual([
    'deskhand_hires_total{desk="warm"} 1',
    'deskhand_hires_total{desk="new"} 1',
    'deskhand_sleeps_total 1',
    'deskhand_wakes_total 1',
  ])
})
