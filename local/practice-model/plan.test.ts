import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { check } from '#lib/wire/check.ts'
import type { ModelRequest } from './conversation.ts'
import { decide } from './decide.ts'

const people = [
  { handle: 'e1', name: 'Iris', role: 'Content writer', strength: 'Texts people finish' },
  { handle: 'e2', name: 'Alan', role: 'Software engineer', strength: 'Small, correct, reviewable changes' },
]

function question(task: string, offered = people): ModelRequest {
  const lines = offered.map((one) => JSON.stringify(one)).join('\n')
  const content = `Who can be given steps, one per line:\n\n${lines}\n\n<company-0a1b2c3d4e5f6071>\nLoom & Sons\nWe weave.\n</company-0a1b2c3d4e5f6071>\n\n<task-0a1b2c3d4e5f6071>\n${task}\n</task-0a1b2c3d4e5f6071>\n\nPlan it with submit_plan.`
  return {
    model: 'claude-haiku-4-5',
    messages: [{ role: 'user', content }],
    tools: [{ name: 'submit_plan' }],
    tool_choice: { type: 'tool', name: 'submit_plan' },
  }
}

const steps = z.array(
  z
    .object({
      key: z.string(),
      assignee: z.string().nullable(),
      description: z.string(),
      reason: z.string().min(10),
    })
    .loose(),
)

function planned(task: string, offered = people) {
  const decision = decide(question(task, offered))
  if (decision.kind !== 'tool') throw new Error(decision.kind)
  return steps.parse(decision.input.steps)
}

describe('the practice planner', () => {
  it('splits a landing page between people, and somebody looks at both', () => {
    const plan = planned('Title: Make a small landing page and check it')
    expect(plan.map(({ key, assignee, dependsOn = [] }) => [key, assignee, dependsOn])).toEqual([
      ['words', 'e1', []],
      ['page', 'e2', []],
      ['check', 'e1', ['words', 'page']],
    ])
    for (const { checks } of plan) expect(z.array(check).min(2).safeParse(checks).error).toBeUndefined()
  })

  it('gives its people instructions that fail a check once and are repaired', () => {
    const page = planned('Title: A landing page').find(({ key }) => key === 'page')
    const asked = (feedback: string) => ({
      ...question(''),
      tool_choice: { type: 'auto' },
      messages: [
        {
          role: 'user' as const,
          content: `${page?.description}\n\n${feedback}What you deliver belongs into the folder tasks/7/ of your workspace.`,
        },
      ],
    })
    const calls = ['', '## What was said about the last attempt\nNo viewport.\n\n'].map((feedback) =>
      decide(asked(feedback)),
    )
    expect(calls).toEqual([
      {
        kind: 'tool',
        name: 'exec',
        text: 'PROGRESS: drafting - outline of the page\nI will use exec for that.',
        input: { command: 'sleep 2' },
      },
      expect.objectContaining({
        name: 'write',
        input: { path: 'tasks/7/index.html', content: expect.stringContaining('name="viewport"') },
      }),
    ])
  })

  it('leaves a task with instructions of its own in one piece', () => {
    expect(planned('Title: A landing page\nDescription:\nDO exec {"command":"ls"}')).toMatchObject([
      { key: 'all' },
    ])
  })

  it('makes a step of each item, and one of anything else for whose role fits', () => {
    expect(
      planned('Title: Three things\nDescription:\n- one\n- two\n- three').map(({ assignee }) => assignee),
    ).toEqual(['e1', 'e2', 'e1'])
    expect(planned('Title: Review the software changes')).toMatchObject([{ assignee: 'e2' }])
    expect(planned('Title: Anything', [])).toMatchObject([{ assignee: null }])
  })

  it('returns exactly what the text orders', () => {
    expect(
      planned('PLAN [{"key":"a","reason":"0123456789","description":"","assignee":"someone else"}]'),
    ).toMatchObject([{ assignee: 'someone else' }])
    expect(planned('PLAN 10000 STEPS')).toHaveLength(10_000)
    expect(decide(question('PLAN BROKEN'))).toMatchObject({ json: expect.stringMatching(/"ti$/) })
    expect(decide(question('FAIL 529'))).toEqual({ kind: 'fail', status: 529, once: false })
    expect(decide(question('HANG'))).toEqual({ kind: 'hang' })
  })
})

describe('the practice judge', () => {
  const grade = (content: string, reasons: object) =>
    decide({
      model: 'claude-haiku-4-5',
      messages: [{ role: 'user', content }],
      tools: [{ name: 'submit_grade', input_schema: { type: 'object', properties: { score: {}, reasons } } }],
      tool_choice: { type: 'tool', name: 'submit_grade' },
    })

  it('is content, unless the work says otherwise', () => {
    expect(grade('Fine work', { type: 'string' })).toMatchObject({
      input: { score: 90, reasons: 'What was asked for is there.' },
    })
    expect(grade('GRADE 40', { type: 'array' })).toMatchObject({
      input: { score: 40, reasons: ['What was asked for is not there.'] },
    })
  })
})

describe('instructions of a task', () => {
  const say = (content: string, tools: { name: string }[] = []) =>
    decide({ model: 'm', messages: [{ role: 'user', content }], tools })

  it('that were for others are skipped', () => {
    expect(say('<whole>\nSAY Not me.\n</whole>\n<before>\nDO exec {}\n</before>\nSAY Me.')).toEqual({
      kind: 'text',
      text: 'Me.',
    })
  })

  it('count once more after a late answer to a question', () => {
    const first = { role: 'user' as const, content: 'ASK Which colour? | Blue | Green\nSAY Thank you.' }
    const asked = decide({ model: 'm', messages: [first] })
    expect(asked).toMatchObject({
      name: 'ask_user',
      input: { questions: [{ question: 'Which colour?', options: [{ label: 'Blue' }, { label: 'Green' }] }] },
    })
    const result = {
      role: 'user' as const,
      content: [{ type: 'tool_result', tool_use_id: 't', content: 'timed out' }],
    }
    const late = {
      role: 'user' as const,
      content: 'The question you asked is answered.\n<answer>\nBlue\n</answer>',
    }
    expect(decide({ model: 'm', messages: [first, result, late] })).toEqual({
      kind: 'text',
      text: 'Thank you.',
    })
  })

  it('are done with a shell where that is what there is', () => {
    expect(say(`DO write {"path":"it's/a.md","content":"# A"}`, [{ name: 'Bash' }])).toMatchObject({
      name: 'Bash',
      input: {
        command: `mkdir -p "$(dirname 'it'\\''s/a.md')" && cat > 'it'\\''s/a.md' <<'END_OF_FILE'\n# A\nEND_OF_FILE`,
      },
    })
    expect(say('DO exec {"command":"ls"}', [{ name: 'Bash' }])).toMatchObject({
      name: 'Bash',
      input: { command: 'ls' },
    })
  })
})
