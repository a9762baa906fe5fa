// The real `claude`, one process per task, without anything of an earlier one: no settings, no session, no servers of others.
// Its stream of JSON lines becomes log and progress. Written against 2.1.329.
import { z } from 'zod'
import type { Claim } from '#lib/wire/run.ts'
import type { Thinking } from '#lib/wire/task-parts.ts'
import { type Conclusion, type Execution, type Exit, type Heard, howItEnded } from './executor.ts'
import { promptOf } from './prompt.ts'

interface Options {
  program: string
  model: string
  maxTurns: number
}

export function runClaudeCode(options: Options): Execution {
  let result: ResultLine | undefined
  return {
    async launch(claim) {
      return {
        program: options.program,
        args: argumentsFor(claim, options),
        environment: {
          CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
          DISABLE_AUTOUPDATER: '1',
          // It asks no questions here, so it would refuse to work as root; the walls around it are ours.
          IS_SANDBOX: '1',
          ...(claim.task.thinking === 'off' && { MAX_THINKING_TOKENS: '0' }),
        },
        input: promptOf(claim),
      }
    },
    hear(line, source) {
      const event = source === 'stdout' ? readEvent(line) : undefined
      if (!event) return { lines: [line] }
      if (event.type === 'result') result = event
      return wordsOf(event)
    },
    conclude: async (exit) => conclude(exit, result),
  }
}

const effortOf: Partial<Record<Thinking, string>> = { low: 'low', medium: 'medium', high: 'high' }

function argumentsFor({ task }: Claim, { model, maxTurns }: Options): string[] {
  const effort = task.thinking ? effortOf[task.thinking] : undefined
  return [
    '--print',
    ...['--model', modelName(task.model ?? model)],
    ...['--permission-mode', 'bypassPermissions'],
    ...['--output-format', 'stream-json', '--verbose'],
    ...[
      '--setting-sources',
      '',
      '--strict-mcp-config',
      '--no-session-persistence',
      '--disable-slash-commands',
    ],
    ...['--disallowed-tools', 'CronCreate,ScheduleWakeup'],
    ...['--max-turns', String(maxTurns)],
    ...(task.allowanceMicros === null ? [] : ['--max-budget-usd', dollars(task.allowanceMicros)]),
    ...(effort ? ['--effort', effort] : []),
  ]
}

/** A model is the task's word, too; this one stands among the arguments. */
function modelName(name: string): string {
  if (/^[a-zA-Z0-9][\w.:/@[\]-]*$/.test(name)) return name
  throw new Error(`"${name}" is not the name of a model`)
}

/** At least a cent: it takes no zero. */
const dollars = (micros: number) => Math.max(0.01, micros / 1_000_000).toFixed(2)

const block = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({
    type: z.literal('tool_use'),
    name: z.string(),
    input: z.record(z.string(), z.unknown()).catch({}),
  }),
  z.object({
    type: z.literal('tool_result'),
    content: z.unknown(),
    is_error: z.boolean().nullish(),
  }),
])
const spoken = z.object({ content: z.array(z.unknown()).catch([]) })
const resultLine = z.object({
  type: z.literal('result'),
  subtype: z.string(),
  is_error: z.boolean(),
  result: z.string().default(''),
  num_turns: z.number().optional(),
  total_cost_usd: z.number().optional(),
  api_error_status: z.number().nullish(),
  usage: z
    .object({
      input_tokens: z.number().default(0),
      output_tokens: z.number().default(0),
      cache_read_input_tokens: z.number().default(0),
      cache_creation_input_tokens: z.number().default(0),
    })
    .optional(),
  modelUsage: z.record(z.string(), z.unknown()).optional(),
})
type ResultLine = z.output<typeof resultLine>
const streamLine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('assistant'), message: spoken }),
  z.object({ type: z.literal('user'), message: spoken }),
  z.object({ type: z.literal('system'), subtype: z.string(), model: z.string().optional() }),
  resultLine,
])
type StreamLine = z.output<typeof streamLine>

function readEvent(line: string): StreamLine | undefined {
  try {
    return streamLine.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

function wordsOf(event: StreamLine): Heard {
  if (event.type === 'system') return wordsOfSystem(event.subtype, event.model)
  if (event.type === 'result') return { lines: [] }
  const blocks = event.message.content.flatMap((one) => block.safeParse(one).data ?? [])
  const lines = blocks.flatMap((one) => {
    if (one.type === 'text') return event.type === 'assistant' ? one.text.split('\n') : []
    if (one.type === 'tool_use') return [`→ ${one.name} ${firstWords(one.input)}`]
    return [`${one.is_error ? '✗' : '✓'} ${shorten(textOf(one.content))}`]
  })
  const tool = blocks.findLast((one) => one.type === 'tool_use')
  return tool ? { lines, progress: { state: tool.name, note: firstWords(tool.input) } } : { lines }
}

function wordsOfSystem(subtype: string, model: string | undefined): Heard {
  if (subtype === 'init')
    return { lines: [`claude begins with ${model ?? 'its model'}`], progress: { state: 'thinking' } }
  if (subtype === 'api_retry') return { lines: ['The model did not answer; claude tries again.'] }
  return { lines: [] }
}

/** What a tool is called with, in a line: its telling field, or all of it. */
function firstWords(input: Record<string, unknown>): string {
  const telling = ['command', 'file_path', 'pattern', 'url', 'query', 'description', 'subject']
  const found = telling.map((name) => input[name]).find((value) => typeof value === 'string')
  return shorten(typeof found === 'string' ? found : JSON.stringify(input))
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  const parts = z.array(z.object({ text: z.string() })).safeParse(content).data ?? []
  return parts.map(({ text }) => text).join(' ')
}

const shorten = (text: string) => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= 300 ? line : `${line.slice(0, 300)}…`
}

function conclude(exit: Exit, result: ResultLine | undefined): Conclusion {
  if (!result) return { kind: 'failed', reason: howItEnded(exit, 'claude'), canRetry: true, summary: '' }
  if (!result.is_error && result.subtype === 'success')
    return { kind: 'done', summary: result.result, usage: usageOf(result) }
  return { kind: 'failed', ...reasonOf(result, exit), summary: result.result }
}

type Reason = Pick<Extract<Conclusion, { kind: 'failed' }>, 'reason' | 'canRetry' | 'code'>

function reasonOf({ subtype, result }: ResultLine, exit: Exit): Reason {
  if (subtype === 'error_max_turns')
    return { reason: 'claude used up its turns before it was done (--max-turns).', canRetry: true }
  if (subtype === 'error_max_budget_usd')
    return {
      reason: 'The allowance of the task was used up before it was done.',
      canRetry: false,
      code: 'allowance_used_up',
    }
  return { reason: shorten(result) || howItEnded(exit, 'claude'), canRetry: true }
}

function usageOf({ usage, total_cost_usd, num_turns, modelUsage }: ResultLine): Record<string, unknown> {
  return {
    executor: 'claude-code',
    ...(usage && {
      inputTokens: usage.input_tokens,
      outputTokens: usage.output_tokens,
      cacheReadTokens: usage.cache_read_input_tokens,
      cacheWriteTokens: usage.cache_creation_input_tokens,
    }),
    ...(total_cost_usd !== undefined && { costMicros: Math.round(total_cost_usd * 1_000_000) }),
    ...(num_turns !== undefined && { turns: num_turns }),
    ...(modelUsage && { models: Object.keys(modelUsage) }),
  }
}
