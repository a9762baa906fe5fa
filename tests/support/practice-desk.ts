// A desk as production makes it (its own openclaw.json, process runtime) whose model is the practice model, for tests that talk to a gateway.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gatewayConfig } from '#lib/desk/gateway-config.ts'
import { startPracticeModel } from '#local/practice-model/start.ts'
import { connectGateway, type GatewayConnection } from '#orchestrator/gateway/connect.ts'
import type { GatewayAddress } from '#orchestrator/runtime/desk-runtime.ts'
import { deskFolder } from '#orchestrator/runtime/process/desk-folder.ts'
import { onlyGateway, openInstallation, specForTest, untilDesk, untilReady } from './desk-installation.ts'
import { freePort } from './free-port.ts'

const deskId = 'practice'
const sonnet = {
  id: 'claude-sonnet-4-5',
  name: 'Claude Sonnet 4.5',
  contextWindow: 200_000,
  maxTokens: 64_000,
  costMicrosPerToken: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
}

export interface PracticeDesk {
  address: () => Promise<GatewayAddress>
  connect: () => Promise<GatewayConnection>
  /** kill -9; returns when the gateway is gone. */
  kill: () => Promise<void>
  /** Launches the gateway again and waits until it is ready. */
  start: () => Promise<void>
  /** openclaw.json as it is on disk. */
  config: () => Promise<string>
  /** Runs a shell command at the desk. */
  exec: (command: string) => Promise<string>
  close: () => Promise<void>
}

export async function openPracticeDesk(limits: { modelTimeoutSeconds?: number } = {}): Promise<PracticeDesk> {
  const model = await startPracticeModel({ port: await freePort() })
  const { runtime, home, close } = await openInstallation()
  const spec = specForTest(deskId, {
    gatewayConfig: (place) =>
      gatewayConfig({
        ...place,
        ...limits,
        modelBaseUrl: model.url,
        model: sonnet.id,
        models: [sonnet],
        skills: ['greeting'],
      }),
  })
  await runtime.prepare(() => undefined)
  await runtime.make(spec)
  const start = async () => {
    await runtime.start(deskId)
    await untilReady(runtime, deskId)
  }
  await start()
  return {
    address: () => runtime.gateway(deskId),
    connect: async () => connectGateway(await runtime.gateway(deskId)),
    kill: async () => {
      process.kill((await onlyGateway(home, deskId)).pid, 'SIGKILL')
      await untilDesk(runtime, deskId, (now) => now?.state === 'exited')
    },
    start,
    config: () => readFile(deskFolder(join(home, 'desks'), deskId).config, 'utf8'),
    exec: async (command) => (await runtime.exec(deskId, ['sh', '-c', command])).stdout,
    close: async () => {
      await close()
      await model.stop()
    },
  }
}
