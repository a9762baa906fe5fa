// `openclaw agent exec`: one turn of an agent in a process of its own, without a gateway. Written against 2026.9.6.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Places } from '../places.ts'
import { type Conclusion, type Execution, type Exit, howItEnded } from './executor.ts'
import { promptOf } from './prompt.ts'

interface Options {
  program: string
  model: string
  /** Where the model answers, without /v1. */
  modelUrl: string
}

/** It gives up by itself after this; the worker's own limit is usually shorter. */
const longestTurnSeconds = 24 * 3600

export function runOpenclaw(options: Options): Execution {
  const printed: string[] = []
  return {
    async launch(claim, places) {
      const model = claim.task.model ?? options.model
      const config = await writeConfig(places, model, options.modelUrl)
      return {
        program: options.program,
        args: [
          ...['agent', 'exec', '--message-file', '-', '--json'],
          ...['--config', config, '--cwd', places.work],
          ...['--timeout', String(longestTurnSeconds)],
          ...(claim.task.thinking ? ['--thinking', claim.task.thinking] : []),
        ],
        environment: {
          OPENCLAW_HOME: places.home,
          OPENCLAW_STATE_DIR: join(places.home, '.openclaw'),
          OPENCLAW_CONFIG_READONLY: '1',
          OPENCLAW_NO_RESPAWN: '1',
          OPENCLAW_NO_AUTO_UPDATE: '1',
          DO_NOT_TRACK: '1',
        },
        input: promptOf(claim),
      }
    },
    hear(line, source) {
      if (source === 'stderr') return { lines: [line] }
      printed.push(line)
      return { lines: [] }
    },
    conclude: async (exit) => conclude(exit, printed.join('\n')),
  }
}

/** Complete, because a file that may not be changed has to be right; the key comes from the environment. */
async function writeConfig({ home }: Places, model: string, baseUrl: string): Promise<string> {
  const folder = join(home, '.config')
  await mkdir(folder, { recursive: true })
  const path = join(folder, 'openclaw.json')
  const known = {
    id: model,
    name: model,
    reasoning: true,
    input: ['text', 'image'],
    contextWindow: 200_000,
    maxTokens: 64_000,
  }
  const content = {
    meta: {
      lastTouchedVersion: '2026.9.6',
      migrations: { modelPolicyAllowlist: true, utilityModelSeparation: true },
    },
    models: {
      mode: 'replace',
      catalogRefresh: { enabled: false },
      providers: {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: OpenClaw fills this in from its environment.
        anthropic: { baseUrl, apiKey: '${ANTHROPIC_API_KEY}', api: 'anthropic-messages', models: [known] },
      },
    },
    agents: {
      defaults: {
        model: { primary: `anthropic/${model}` },
        utilityModel: '',
        skipBootstrap: true,
        heartbeat: { every: '0m' },
      },
    },
    plugins: { allow: ['anthropic'] },
    cron: { enabled: false },
    discovery: { mdns: { mode: 'off' } },
    telemetry: { enabled: false },
    update: { checkOnStart: false, auto: { enabled: false } },
  }
  await writeFile(path, JSON.stringify(content))
  return path
}

const envelope = z.object({
  ok: z.boolean(),
  status: z.string().optional(),
  final: z.string().nullish(),
  error: z.unknown().optional(),
  usage: z
    .object({
      input: z.number().default(0),
      output: z.number().default(0),
      cacheRead: z.number().default(0),
      cacheWrite: z.number().default(0),
    })
    .optional(),
  costUsd: z.number().optional(),
  model: z.string().optional(),
})

function conclude(exit: Exit, printed: string): Conclusion {
  const answer = readEnvelope(printed)
  if (!answer) return { kind: 'failed', reason: howItEnded(exit, 'openclaw'), canRetry: true, summary: '' }
  const summary = answer.final ?? ''
  if (!answer.ok || exit.code !== 0) {
    const said = answer.error === undefined ? summary : JSON.stringify(answer.error)
    const reason = said === '' ? howItEnded(exit, 'openclaw') : said.slice(0, 2000)
    return { kind: 'failed', reason, canRetry: true, summary }
  }
  const { usage, costUsd, model } = answer
  return {
    kind: 'done',
    summary,
    usage: {
      executor: 'openclaw',
      ...(usage && {
        inputTokens: usage.input,
        outputTokens: usage.output,
        cacheReadTokens: usage.cacheRead,
        cacheWriteTokens: usage.cacheWrite,
      }),
      ...(costUsd !== undefined && { costMicros: Math.round(costUsd * 1_000_000) }),
      ...(model !== undefined && { models: [model] }),
    },
  }
}

function readEnvelope(printed: string): z.output<typeof envelope> | undefined {
  try {
    return envelope.safeParse(JSON.parse(printed)).data
  } catch {
    return undefined
  }
}
