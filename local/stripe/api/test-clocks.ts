/** Stripe's own way of letting time pass in tests: customers made with a clock live by it. */
import { z } from 'zod'
import { catchUp } from '../engine/due.ts'
import { emit } from '../engine/events.ts'
import type { TestClock } from '../types.ts'
import { newId, nowOf, secondsOfDay, type World } from '../world.ts'
import { listOf } from './answer.ts'
import { type Api, endpoint } from './endpoint.ts'
import { expand, paging, whole } from './form.ts'
import { known } from './known.ts'
import { Refusal } from './refusal.ts'

const keptSeconds = 30 * secondsOfDay
const path = 'test_helpers/test_clocks'

export function testClocks(api: Api): void {
  const { world } = api
  const created = z.strictObject({ ...expand, frozen_time: whole, name: z.string().optional() })
  endpoint(api, 'post', path, created, ({ input }) => {
    const at = nowOf(world, null)
    const clock: TestClock = {
      id: newId('clock'),
      object: 'test_helpers.test_clock',
      created: at,
      deletes_after: at + keptSeconds,
      frozen_time: input.frozen_time,
      livemode: false,
      name: input.name ?? null,
      status: 'ready',
      status_details: {},
    }
    world.store.put('test_clock', clock)
    return clock
  })
  endpoint(api, 'get', path, z.strictObject(paging), ({ input }) =>
    listOf(world.store.all('test_clock'), input, `/v1/${path}`),
  )
  endpoint(api, 'get', `${path}/:id`, z.strictObject(expand), ({ id }) => known(world, 'test_clock', id))
  const advanced = z.strictObject({ ...expand, frozen_time: whole })
  endpoint(api, 'post', `${path}/:id/advance`, advanced, ({ id, input }) =>
    advance(world, known(world, 'test_clock', id), input.frozen_time),
  )
}

/** Done at once, but told as Stripe tells it: advancing first, ready when one looks again. */
function advance(world: World, clock: TestClock, to: number): TestClock {
  if (to <= clock.frozen_time)
    throw Refusal.invalid(
      'The frozen_time must be after the current frozen time of the clock.',
      'frozen_time',
    )
  const after: TestClock = { ...clock, frozen_time: to }
  world.store.put('test_clock', after)
  for (const { id, test_clock } of world.store.all('customer'))
    if (test_clock === clock.id) catchUp(world, id, to)
  emit(world, 'test_helpers.test_clock.ready', after, to)
  return { ...after, status: 'advancing', status_details: { advancing: { target_frozen_time: to } } }
}
