// What a container of this image is: a worker, or the way out beside it.
import { accessSync } from 'node:fs'
import { readAllowed } from './egress/allow-list.ts'
import { startEgress } from './egress/start-egress.ts'
import { startRelay } from './relay.ts'
import { runWorker } from './run-worker.ts'

const socket = '/run/egress/proxy.sock'
const proxyPort = 3128
const [part = 'worker', ...args] = process.argv.slice(2)
const { env } = process

if (part === 'egress') {
  const allowed = readAllowed([env.DESKHAND_URL, env.ANTHROPIC_BASE_URL], env.EGRESS_ALLOW ?? '')
  const stop = await startEgress(socket, allowed, (line) => console.log(line))
  console.log(`Lets workers open ${[...allowed].join(', ')}.`)
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void stop().then(() => process.exit(0)))
} else if (part === 'worker') {
  await startRelay(proxyPort, socket)
  process.exitCode = await runWorker(env, proxyPort, args)
  process.exit()
} else if (part === 'check') {
  for (const file of ['../../worker/main.ts', '../../lib/wire/client.ts'])
    accessSync(new URL(file, import.meta.url))
} else {
  console.error(`A container of this image is "worker" or "egress", not "${part}".`)
  process.exit(2)
}
