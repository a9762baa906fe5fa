// `deskhand worker start`: the worker is a program of its own, which gets the sign-in by its environment.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import { join } from 'node:path'
import type { CliEnvironment } from './env.ts'
import { UsageError } from './exit-code.ts'
import { connectionOf } from './sign-in.ts'

const program = join(import.meta.dirname, '../worker/main.ts')

/** Answers with the code it ended with. */
export async function startWorker(environment: CliEnvironment, args: string[]): Promise<number> {
  // Without a sign-in the worker says itself what is missing, or shows its help.
  const signIn = await connectionOf(environment).catch((error: unknown) => {
    if (error instanceof UsageError) return undefined
    throw error
  })
  const child = fork(program, args, {
    env: {
      ...environment.all,
      ...(signIn && { DESKHAND_URL: signIn.siteUrl, DESKHAND_API_KEY: signIn.key }),
    },
    execArgv: [],
  })
  // A terminal tells the worker, too; what came to us alone is passed on.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  const [code, signal] = await once(child, 'exit')
  if (code !== null) return Number(code)
  return 128 + (Object.entries(constants.signals).find(([name]) => name === signal)?.[1] ?? 1)
}
