// OpenClaw's gateway. It starts when the desk has been handed over, with a configuration the employee cannot change for good.
import { mkdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { DeskBoard } from '../desk-board.ts'
import type { Handover } from '../handover.ts'
import { gatewayEnvironment } from '../part-environment.ts'
import { type Places, ports } from '../places.ts'
import type { Settings } from '../settings.ts'
import type { PartPlan } from '../supervise-part.ts'
import { writeWhole } from '../write-whole.ts'

interface GatewayInput {
  places: Places
  settings: Settings
  board: DeskBoard
  handover: () => Handover | null
  /** Ends whatever the employee started and left running. */
  endEmployeeProcesses: () => Promise<number>
}

const answerLimitMs = 5000
/** In the image without its types. */
const lookUpNames = join(import.meta.dirname, `../look-up-names${extname(import.meta.filename)}`)

export function gatewayPlan(input: GatewayInput): PartPlan {
  const { places, settings, board, handover } = input
  return {
    name: 'gateway',
    needs: [],
    prepare: async () => {
      const given = handover()
      if (!given || board.facts().isWritingFiles) return null
      for (const folder of [places.state, places.workspace])
        await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeWhole(places.gatewayConfig, JSON.stringify(given.gatewayConfig), 0o444)
      board.change({ gatewayAnswers: false })
      return {
        program: '/usr/local/bin/node',
        args: [
          '--max-semi-space-size=8',
          `--import=${lookUpNames}`,
          `${places.openclaw}/node_modules/openclaw/openclaw.mjs`,
          ...['gateway', 'run', '--port', String(ports.gateway)],
        ],
        environment: gatewayEnvironment(places, settings.shared, given.environment),
        workingDir: places.home,
      }
    },
    isUp: async () => {
      const readiness = await askReady()
      const gatewayAnswers = readiness !== 'silent'
      if (gatewayAnswers !== board.facts().gatewayAnswers) board.change({ gatewayAnswers })
      return readiness === 'ready'
    },
    startLimitMs: 300_000,
    silenceLimitMs: 90_000,
    afterExit: async () => void (await input.endEmployeeProcesses()),
  }
}

async function askReady(): Promise<'silent' | 'waiting' | 'ready'> {
  try {
    const response = await fetch(`http://127.0.0.1:${ports.gateway}/readyz`, {
      signal: AbortSignal.timeout(answerLimitMs),
    })
    const body: unknown = await response.json()
    const isReady = typeof body === 'object' && body !== null && 'ready' in body && body.ready === true
    return response.ok && isReady ? 'ready' : 'waiting'
  } catch {
    return 'silent'
  }
}
