import { expect, it } from 'vitest'
import { type Candidate, chooseEmployee } from './choose-employee.ts'

const one = (name: string, more: Partial<Candidate> = {}): Candidate => ({
  employeeId: name,
  name,
  capabilities: ['openclaw'],
  isAwake: true,
  load: 0,
  ...more,
})

it('takes who has the least to do', () => {
  expect(chooseEmployee([], [one('Ada', { load: 2 }), one('Bob', { load: 1 })])).toEqual({
    employeeId: 'Bob',
    reason: 'Of 2 who can, Bob has the least to do (1).',
  })
})

it('takes who is awake before who is not, and wakes somebody rather than let it wait behind another task', () => {
  const asleep = one('Ada', { isAwake: false })
  expect(chooseEmployee([], [asleep, one('Bob')])?.employeeId).toBe('Bob')
  expect(chooseEmployee([], [asleep, one('Bob', { load: 1 })])?.reason).toContain('is woken for it')
})

it('takes only who can do it', () => {
  const able = one('Ada', { load: 9, capabilities: ['browser', 'openclaw'] })
  expect(chooseEmployee(['browser'], [one('Bob'), able])?.reason).toBe(
    'Ada is the only one who has what it needs (browser).',
  )
  expect(chooseEmployee(['docker'], [able])).toBeUndefined()
})
