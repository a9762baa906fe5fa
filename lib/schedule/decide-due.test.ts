import { expect, it } from 'vitest'
import { decideDue } from './decide-due.ts'

const hourly = { cron: '0 * * * *', timeZone: 'UTC' }
const at = (time: string) => new Date(`2026-11-21T${time}Z`)
const decided = (whenMissed: string, nextAt: string, now: string) => {
  const decision = decideDue({ ...hourly, whenMissed, nextAt: at(nextAt) }, at(now))
  const told = (time: Date | null) => time?.toISOString().slice(11, 16)
  return [decision.makesTask, told(decision.lastAt), told(decision.nextAt)]
}

it.each(['once', 'skip'])('on time a task is made: %s', (whenMissed) => {
  expect(decided(whenMissed, '09:00:00', '09:00:00')).toEqual([true, '09:00', '10:00'])
  expect(decided(whenMissed, '09:00:00', '09:04:59')).toEqual([true, '09:00', '10:00'])
})

it('after a downtime one task is made for all that was missed', () => {
  expect(decided('once', '03:00:00', '09:30:00')).toEqual([true, '09:00', '10:00'])
})

it('or none', () => {
  expect(decided('skip', '03:00:00', '09:30:00')).toEqual([false, '09:00', '10:00'])
})

it('the one that comes right now is not missed, whatever was before it', () => {
  expect(decided('skip', '03:00:00', '09:00:30')).toEqual([true, '09:00', '10:00'])
})

it('ends where no time comes any more', () => {
  const never = { cron: '0 0 31 2 *', timeZone: 'UTC', whenMissed: 'once', nextAt: at('09:00:00') }
  expect(decideDue(never, at('09:00:00'))).toEqual({ makesTask: true, lastAt: at('09:00:00'), nextAt: null })
})
