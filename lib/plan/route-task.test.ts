import { describe, expect, it } from 'vitest'
import { roleByKey } from '#lib/role/roles.ts'
import { planStep } from '#lib/wire/plan.ts'
import type { Candidate, Candidates } from './read-candidates.ts'
import { routeTask } from './route-task.ts'

function someone(name: string, roleKey: string, more: Partial<Candidate> = {}): Candidate {
  const role = roleByKey(roleKey)
  if (!role) throw new Error(`no role ${roleKey}`)
  const id = `5b0c9f5e-6f0f-4c0a-9d5e-${name
    .padEnd(12, '0')
    .replace(/[^0-9a-f]/gi, '0')
    .toLowerCase()}`
  return {
    id,
    name,
    role,
    skills: role.skills,
    capabilities: ['openclaw'],
    model: 'claude-sonnet-4-5',
    openTasks: 0,
    ...more,
  }
}

const iris = someone('Iris', 'content-writer', { capabilities: ['openclaw', 'browser'] })
const alan = someone('Alan', 'software-engineer')
const grace = someone('Grace', 'software-engineer', { openTasks: 4 })
const nobody: Candidates = { employees: [], outside: [] }
const team: Candidates = {
  employees: [grace, iris, alan],
  outside: [{ name: 'builder', executor: 'command', capabilities: ['docker'] }],
}

const route = (
  title: string,
  more: { description?: string; requires?: string[]; assigneeId?: string } = {},
  candidates = team,
) => {
  const step = routeTask({ title, description: '', requires: [], assigneeId: null, ...more }, candidates)
  expect(planStep.safeParse(step).error).toBeUndefined()
  return [step.assigneeId, step.reason]
}

describe('the router', () => {
  it('goes by what somebody is hired for', () => {
    const words = 'Alan is hired as software engineer, and the task speaks of “bug” and “fix”.'
    expect(route('Fix the bug in the export')).toEqual([alan.id, words])
    expect(route('Write a blog article')[0]).toBe(iris.id)
  })

  it('takes whoever has less to do of two alike', () => {
    expect(route('Review this branch before I merge it')[0]).toBe(alan.id)
    const rested = { ...grace, openTasks: 0 }
    const busy = { ...alan, openTasks: 3 }
    expect(
      route('Review this branch before I merge it', {}, { ...team, employees: [busy, iris, rested] })[0],
    ).toBe(grace.id)
  })

  it('says who alone can', () => {
    expect(route('Look', { requires: ['browser'] })).toEqual([iris.id, 'Only Iris can use a browser.'])
    expect(route('Look', {}, { ...team, employees: [alan] })).toEqual([
      alan.id,
      'Alan is the only one who works here.',
    ])
  })

  it('leaves it to workers outside, or to who may come', () => {
    expect(route('Build', { requires: ['docker'] })).toEqual([
      null,
      'The worker builder outside can run containers; no employee can.',
    ])
    expect(route('Fly', { requires: ['wings', 'browser'] })).toEqual([
      null,
      'Nobody here can do “wings” and use a browser yet; it waits until somebody can.',
    ])
    expect(route('Any', {}, nobody)).toEqual([null, 'Nobody is hired yet; whoever comes first takes it.'])
  })

  it('keeps whom a person chose', () => {
    expect(route('Fix the bug', { assigneeId: iris.id })).toEqual([
      iris.id,
      'Iris was chosen by whoever wrote the task.',
    ])
  })

  it('answers endless texts soon and always the same', () => {
    const endless = { description: 'write '.repeat(3000) }
    expect(route('x', endless)).toEqual(route('x', endless))
  })
})
