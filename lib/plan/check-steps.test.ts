import { describe, expect, it } from 'vitest'
import { planStep } from '#lib/wire/plan.ts'
import { checkSteps } from './check-steps.ts'
import type { KnownHands } from './read-step.ts'

const iris = {
  id: '5b0c9f5e-6f0f-4c0a-9d5e-2b7f4f1d3a10',
  name: 'Iris',
  capabilities: ['openclaw', 'browser'],
}
const alan = { id: '6b0c9f5e-6f0f-4c0a-9d5e-2b7f4f1d3a11', name: 'Alan', capabilities: ['openclaw'] }
const known: KnownHands = {
  employees: new Map([
    ['e1', iris],
    ['e2', alan],
  ]),
  outside: [['docker', 'linux']],
}
const good = { key: 'a', title: 'Write it', role: 'writes', reason: 'It is needed.', assignee: 'e1' }

/** Whatever comes out can be kept and carried out. */
function checked(steps: unknown) {
  const result = checkSteps(steps, known)
  for (const step of result.steps) expect(planStep.safeParse(step).error).toBeUndefined()
  const json = JSON.stringify(result.steps)
  expect(Buffer.byteLength(json)).toBeLessThan(262_144)
  expect(json).not.toContain('\\u0000')
  const keys = result.steps.map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
  for (const { dependsOn } of result.steps) for (const on of dependsOn) expect(keys).toContain(on)
  return result
}

describe('steps that are right', () => {
  it('stay as they are, with nothing to say', () => {
    const checks = [{ id: 'there', title: 'It is there', kind: 'file_exists', path: 'a.md' }]
    const both = [
      {
        ...good,
        checks,
        estimateMinutes: 5,
        estimateDollars: 0.04,
        model: 'claude-opus-4-5',
        thinking: 'high',
      },
      { ...good, key: 'b', title: 'Check it', role: 'checks', assignee: 'e2', dependsOn: ['a'] },
    ]
    expect(checked(both)).toEqual({
      repairs: [],
      steps: [
        {
          key: 'a',
          title: 'Write it',
          description: '',
          role: 'writes',
          reason: 'It is needed.',
          assigneeId: iris.id,
          requires: [],
          model: 'claude-opus-4-5',
          thinking: 'high',
          dependsOn: [],
          checks,
          estimateMicros: 40_000,
          estimateMinutes: 5,
        },
        expect.objectContaining({ key: 'b', assigneeId: alan.id, dependsOn: ['a'] }),
      ],
    })
  })
})

describe('whoever is named', () => {
  it.each([iris.id, 'e3', 'E1', '__proto__', 'constructor', ' e1', 7, { id: 'e1' }])(
    'as %j is nobody',
    (assignee) => {
      const { steps, repairs } = checked([{ ...good, assignee }])
      expect(steps[0]?.assigneeId).toBeNull()
      expect(repairs).toEqual([
        '“Write it”: It was given to somebody who does not work here; it is free for whoever fits.',
      ])
    },
  )

  it('has a part of their own', () => {
    const { steps } = checked([good, { ...good, key: 'b', title: 'Check it', assignee: 'e2' }])
    expect(steps.map(({ role }) => role)).toEqual(['writes', 'writes: Check it'])
  })
})

describe('what a step requires', () => {
  it('is kept though nobody can it, and said', () => {
    const { steps, repairs } = checked([
      { ...good, assignee: null, requires: ['docker'] },
      { ...good, key: 'b', title: 'Fly', assignee: null, requires: ['wings'] },
      { ...good, key: 'c', title: 'Surf', assignee: 'e2', requires: ['browser'] },
    ])
    expect(steps.map(({ requires }) => requires)).toEqual([['docker'], ['wings'], ['browser']])
    expect(repairs).toEqual([
      '“Fly”: Nobody here can wings yet; it waits until somebody can.',
      '“Surf”: Alan cannot browser yet; it waits until they can.',
    ])
  })

  it('is words only, and not many', () => {
    const { steps } = checked([
      {
        ...good,
        requires: ['Docker!', 'a b', 'docker', 'docker', 1, ...Array.from({ length: 40 }, (_, n) => `c${n}`)],
      },
    ])
    expect(steps[0]?.requires).toHaveLength(20)
  })
})

describe('links between steps', () => {
  it('that close a circle are dropped, however long it is', () => {
    const many = Array.from({ length: 30 }, (_, n) => ({
      ...good,
      key: `s${n}`,
      title: `S ${n}`,
      dependsOn: [`s${(n + 1) % 30}`],
    }))
    const { steps, repairs } = checked(many)
    expect(steps.filter(({ dependsOn }) => dependsOn.length === 0).map(({ key }) => key)).toEqual(['s29'])
    expect(repairs).toEqual([
      '“s29” waiting for “s0” would have closed a circle; it does not wait for it now.',
    ])
  })

  it('to itself and to nothing are dropped', () => {
    const { steps, repairs } = checked([{ ...good, dependsOn: ['a', 'gone', 'a', '__proto__', 5] }])
    expect(steps[0]?.dependsOn).toEqual([])
    expect(repairs).toHaveLength(3)
  })

  it('follow keys that had to be changed', () => {
    const { steps } = checked([
      { ...good, key: 'The Words!' },
      { ...good, key: 'the-words', title: 'B' },
      { ...good, key: '', title: 'Ünïcode', dependsOn: ['The Words!', 'the-words'] },
    ])
    expect(steps.map(({ key, dependsOn }) => [key, dependsOn])).toEqual([
      ['the-words', []],
      ['the-words-2', []],
      ['n-code', ['the-words']],
    ])
  })
})

describe('what is hostile', () => {
  it.each([undefined, null, 7, 'steps', {}, { length: 3 }, [], [null, [], 'x', 7]])(
    '%j gives no steps',
    (steps) => {
      expect(checked(steps).steps).toEqual([])
    },
  )

  it('and very long is cut to what there is room for', () => {
    const { steps, repairs } = checked(Array.from({ length: 10_000 }, (_, n) => ({ ...good, key: `k${n}` })))
    expect(steps).toHaveLength(30)
    expect(repairs[0]).toBe('The plan had 10000 steps; the first 30 were kept.')
    const huge = '👩‍🚀'.repeat(100_000)
    const check = { kind: 'rubric', rubric: '語'.repeat(4000) }
    const full = {
      key: huge,
      title: huge,
      description: huge,
      role: huge,
      reason: huge,
      assignee: huge,
      model: huge,
      requires: [huge],
      dependsOn: Array.from({ length: 50 }, () => huge),
      checks: Array.from({ length: 50 }, () => check),
    }
    const long = checked(Array.from({ length: 30 }, () => full))
    expect(long.steps).toHaveLength(30)
    expect(long.repairs.length).toBeLessThan(42)
    expect(JSON.stringify(long.repairs).length).toBeLessThan(20_000)
  })

  it('loses what a database cannot keep', () => {
    const { steps } = checked([
      {
        ...good,
        title: 'A\0B\ud800',
        description: '\ud83d\0',
        checks: [{ id: 'x', kind: 'json_schema', schema: { 'a\0': ['\0'] } }],
      },
    ])
    expect(steps[0]).toMatchObject({
      title: 'AB\ufffd',
      description: '\ufffd',
      checks: [{ schema: { a: [''] } }],
    })
  })

  it('names no models, checks, levels or sums that are none', () => {
    const checks = [
      { kind: 'file_exists', path: '../../etc/passwd' },
      { kind: 'shell' },
      { kind: 'file_matches', path: 'a', pattern: '(?<=a)b(' },
      'x',
      { id: '__proto__', kind: 'file_exists', path: 'ok' },
    ]
    const { steps, repairs } = checked([
      { ...good, model: 'gpt-99', thinking: 'endless', checks, estimateMinutes: -5, estimateDollars: 1e300 },
      { ...good, key: 'b', title: 'B', estimateMinutes: Number.NaN, estimateDollars: '7' },
    ])
    expect(steps[0]).toMatchObject({
      model: null,
      thinking: null,
      estimateMinutes: null,
      estimateMicros: 1_000_000_000,
    })
    expect(steps[0]?.checks).toEqual([{ id: 'check-5', title: '', kind: 'file_exists', path: 'ok' }])
    expect(steps[1]).toMatchObject({ estimateMinutes: null, estimateMicros: null })
    expect(repairs).toHaveLength(2)
  })

  it('leaves out checks whose numbers would fill the plan when they are written out', () => {
    const grows = { id: 'grows', kind: 'json_schema', schema: { enum: Array(1000).fill(1e308) } }
    const there = { id: 'there', kind: 'file_exists', path: 'ok' }
    const { steps } = checked([{ ...good, checks: [there, grows] }])
    expect(steps[0]?.checks.map(({ id }) => id)).toEqual(['there'])
  })

  it('does not touch what all objects have', () => {
    checked(
      JSON.parse(
        '[{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"key":"__proto__","title":"T"}]',
      ),
    )
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })
})
