import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { noUsage } from '#lib/model/prices.ts'
import { addCompany } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { keepRecorded, type Recorder } from './keep-recorded.ts'
import type { Reservation } from './reserve.ts'
import { sweepCalls } from './settle.ts'
import { granted, placeOf, sizeOf } from './testing/gate.ts'

const perToken = 15
let world: VerbWorld
let call: Reservation
let recorder: Recorder

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  const { companyId } = await addCompany(world.sql, { planKey: 'studio' })
  call = await granted(placeOf(await addEmployee(world.sql, companyId)), sizeOf(60_000))
  recorder = keepRecorded(call)
})
afterEach(() => recorder.stop())

const spoken = (outputTokens: number) => ({ ...noUsage(), outputTokens })
const recorded = async () =>
  Number(
    (await world.sql.query('select recorded_micros from ledger_entries where id = $1', [call.id])).rows[0]
      ?.recorded_micros,
  )

it('lets what is recorded already pass without waiting', () => {
  expect(recorder.settledFor(spoken(400))).toBeUndefined()
})

it('holds a piece back until what it costs is written down', async () => {
  await world.sql.query('begin')
  await world.sql.query('select from ledger_entries where id = $1 for update', [call.id])
  let hasPassed = false
  const passing = recorder.settledFor(spoken(5000))?.then(() => {
    hasPassed = true
  })
  // Whoever writes waits for the row, and the piece for whoever writes.
  const { rows } = await world.sql.query('select recorded_micros from ledger_entries where id = $1', [
    call.id,
  ])
  expect([hasPassed, Number(rows[0].recorded_micros) < 5000 * perToken]).toEqual([false, true])
  await world.sql.query('commit')
  await passing
  expect(hasPassed).toBe(true)
  expect(await recorded()).toBeGreaterThanOrEqual(5000 * perToken)
})

it('writes ahead when the stream comes near, so that the next piece need not wait', async () => {
  expect(recorder.settledFor(spoken(800))).toBeUndefined()
  await expect.poll(recorded).toBeGreaterThanOrEqual(1800 * perToken)
  expect(recorder.settledFor(spoken(1200))).toBeUndefined()
})

it('ends a stream whose call was taken for dead: nothing is held back for it any more', async () => {
  await world.sql.query(
    `update ledger_entries set reserved_until = now() - interval '1 second' where id = $1`,
    [call.id],
  )
  await sweepCalls()
  await expect(recorder.settledFor(spoken(5000))).rejects.toThrow('ended by somebody else')
})
