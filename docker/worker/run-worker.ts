// Runs the worker in a container: without other walls, because the container is the wall, and with the proxy as its only way out.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const program = join(import.meta.dirname, '../../worker/main.ts')

/** Answers with the code it ended with. */
export async function runWorker(env: NodeJS.ProcessEnv, proxyPort: number, args: string[]): Promise<number> {
  const proxy = `http://127.0.0.1:${proxyPort}`
  const child = spawn(process.execPath, [program, ...own, ...words(env.WORKER_OPTIONS ?? ''), ...args], {
    stdio: 'inherit',
    env: {
      ...env,
      HTTP_PROXY: proxy,
      HTTPS_PROXY: proxy,
      http_proxy: proxy,
      https_proxy: proxy,
      NO_PROXY: '',
      NODE_USE_ENV_PROXY: '1',
    },
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  const [code] = await once(child, 'exit')
  return code === null ? 1 : Number(code)
}

const own = ['--sandbox', 'container', '--state', '/var/lib/worker']

const words = (text: string) => text.split(/\s+/).filter((word) => word !== '')
