// Starts the model proxy as a process of its own.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

export interface ProxyProcess {
  url: string
  /** kill -9; returns when it is gone. */
  kill: () => Promise<void>
}

const program = fileURLToPath(new URL('../chaos/model-proxy-program.ts', import.meta.url))

export async function startProxyProcess(settings: {
  databaseUrl: string
  installationSecret: string
  upstreamUrl: string
  maxConnections?: number
}): Promise<ProxyProcess> {
  const child = fork(program, [JSON.stringify(settings)], { execPath: process.execPath, execArgv: [] })
  const { port } = await Promise.race([toldPort(child), endedEarly(child)])
  return {
    url: `http://127.0.0.1:${port}`,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

async function toldPort(child: ChildProcess) {
  const [told] = await once(child, 'message')
  return z.object({ port: z.number() }).parse(told)
}

async function endedEarly(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit')
  throw new Error(`The model proxy ended with ${code} before it was up`)
}
