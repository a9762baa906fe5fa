// What the command takes from its environment.
import { homedir } from 'node:os'
import { join } from 'node:path'
import product from '../package.json' with { type: 'json' }

export interface CliEnvironment {
  version: string
  /** Both are empty where nothing is set; then what `login` has kept counts. */
  siteUrl: string
  key: string
  configDir: string
  /** Columns of the terminal, where there is one. */
  width: number | undefined
  colours: boolean
  /** For processes that are started from here. */
  all: NodeJS.ProcessEnv
}

export function readEnvironment(): CliEnvironment {
  const { env, stdout } = process
  return {
    version: product.version,
    siteUrl: env.DESKHAND_URL ?? '',
    key: env.DESKHAND_API_KEY ?? '',
    configDir: join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'deskhand'),
    width: stdout.isTTY ? stdout.columns : undefined,
    // https://no-color.org
    colours: stdout.isTTY && !env.NO_COLOR && env.TERM !== 'dumb',
    all: env,
  }
}
