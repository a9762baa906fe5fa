import { describe, expect, it } from 'vitest'
import { exampleClaim } from '#lib/wire/examples/work.ts'
import { runClaudeCode } from './claude-code.ts'

const places = { folder: '/r', home: '/r/home', work: '/r/work' }
const open = () => runClaudeCode({ program: 'claude', model: 'claude-sonnet-4-5', maxTurns: 7 })
const ended = { code: 0, signal: null, lastWords: '' }
const claimOf = (task: Partial<(typeof exampleClaim)['task']>) => ({
  ...exampleClaim,
  task: { ...exampleClaim.task, ...task },
})
const hear = (...lines: object[]) => {
  const execution = open()
  const heard = lines.map((line) => execution.hear(JSON.stringify(line), 'stdout'))
  return { heard, conclude: () => execution.conclude(ended, places) }
}
const result = { type: 'result', subtype: 'success', is_error: false, result: 'Done.', total_cost_usd: 0.5 }

describe('how claude is started', () => {
  it('with what the task wants, and none of its words among the arguments', async () => {
    const claim = claimOf({
      title: '--help',
      description: '/exit\u0000',
      model: 'claude-opus-4-5',
      thinking: 'high',
      allowanceMicros: 2_500_000,
    })
    const { args, input } = await open().launch(claim, places)
    const argumentAfter = (name: string) => args[args.indexOf(name) + 1]
    expect([
      argumentAfter('--model'),
      argumentAfter('--effort'),
      argumentAfter('--max-budget-usd'),
      argumentAfter('--max-turns'),
    ]).toEqual([...['claude-opus-4-5', 'high', '2.50', '7']])
    expect(args).not.toContain('--help')
    expect(input).toContain('\n--help\n')
    expect(input).not.toContain('\0')
    expect(input).toMatch(/^You have been given task #/)
  })

  it.each(['--dangerous', 'a b', '-m'])('refuses the model %s', async (model) => {
    await expect(open().launch(claimOf({ model }), places)).rejects.toThrow('not the name of a model')
  })

  it('an allowance that is used up is a cent, not nothing', async () => {
    const { args } = await open().launch(claimOf({ allowanceMicros: 0 }), places)
    expect(args[args.indexOf('--max-budget-usd') + 1]).toBe('0.01')
  })
})

describe('what claude says', () => {
  it('becomes log and progress', () => {
    const { heard } = hear(
      { type: 'system', subtype: 'init', model: 'm' },
      { type: 'assistant', message: { content: [{ type: 'text', text: 'Let me\nlook.' }] } },
      {
        type: 'assistant',
        message: { content: [{ type: 'tool_use', name: 'Bash', input: { command: 'ls\n-l' } }] },
      },
      {
        type: 'user',
        message: { content: [{ type: 'tool_result', content: [{ type: 'text', text: 'a b' }] }] },
      },
      { type: 'user', message: { content: [{ type: 'tool_result', content: 'no', is_error: true }] } },
    )
    expect(heard.flatMap(({ lines }) => lines)).toEqual([
      ...['claude begins with m', 'Let me', 'look.', '→ Bash ls -l', '✓ a b', '✗ no'],
    ])
    expect(heard[2]?.progress).toEqual({ state: 'Bash', note: 'ls -l' })
  })

  it('that is no JSON is a line of the log', () =>
    expect(open().hear('warning: {', 'stdout')).toEqual({ lines: ['warning: {'] }))
})

describe('how it ended', () => {
  it('done, with what it used', async () => {
    expect(await hear(result).conclude()).toMatchObject({
      kind: 'done',
      summary: 'Done.',
      usage: { executor: 'claude-code', costMicros: 500_000 },
    })
  })

  it.each([
    ['an error of the model', { is_error: true, result: 'API Error: 400' }, 'API Error: 400', true],
    ['too many turns', { is_error: true, subtype: 'error_max_turns', result: '' }, 'turns', true],
    ['no money left', { is_error: true, subtype: 'error_max_budget_usd', result: '' }, 'allowance', false],
  ])('%s', async (_what, change, words, canRetry) => {
    expect(await hear({ ...result, ...change }).conclude()).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining(words),
      canRetry,
    })
  })

  it('no money left says so by a code, too', async () => {
    const change = { is_error: true, subtype: 'error_max_budget_usd', result: '' }
    expect(await hear({ ...result, ...change }).conclude()).toMatchObject({ code: 'allowance_used_up' })
  })

  it('without a result it tells the last words', async () => {
    const conclusion = await open().conclude({ code: 1, signal: null, lastWords: 'no memory' }, places)
    expect(conclusion).toMatchObject({ kind: 'failed', reason: 'claude ended with code 1: no memory' })
  })
})
