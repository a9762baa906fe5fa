// What a worker takes from its environment.
import { homedir, hostname } from 'node:os'
import { join } from 'node:path'
import product from '../package.json' with { type: 'json' }

export interface WorkerEnvironment {
  siteUrl: string
  key: string
  /** Of the Deskhand this worker came with. */
  version: string
  hostname: string
  path: string
  stateHome: string
  anthropicUrl: string
  hasModelKey: boolean
  /** Answers with those that are set. */
  pick: (names: readonly string[]) => Record<string, string>
}

export function readEnvironment(): WorkerEnvironment {
  const { env } = process
  return {
    siteUrl: env.DESKHAND_URL ?? '',
    key: env.DESKHAND_API_KEY ?? '',
    version: product.version,
    hostname: hostname(),
    path: env.PATH ?? '',
    stateHome: env.XDG_STATE_HOME || join(homedir(), '.local', 'state'),
    anthropicUrl: env.ANTHROPIC_BASE_URL ?? '',
    hasModelKey: Boolean(env.ANTHROPIC_API_KEY || env.ANTHROPIC_AUTH_TOKEN),
    pick: (names) =>
      Object.fromEntries(
        names.flatMap((name) => {
          const value = env[name]
          return value ? [[name, value]] : []
        }),
      ),
  }
}
