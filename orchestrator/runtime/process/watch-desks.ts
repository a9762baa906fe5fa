// Notices exits and readiness soon after they happen, also of gateways that another orchestrator launched.
import { askReady } from './ask-ready.ts'
import { deskIdsIn } from './desk-folder.ts'
import { type DeskRecord, readRecord } from './desk-record.ts'
import type { Host } from './host.ts'

const lookEveryMs = 250

/** Several looks never overlap; a failed one is made up for by the next. */
export function watchDesks(host: Host, onHint: (deskId: string) => void): () => void {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const seen = new Map<string, string>()
  const look = async () => {
    try {
      for (const [deskId, signs] of await vitalSigns(host)) {
        const before = seen.get(deskId)
        seen.set(deskId, signs)
        if (before !== undefined && before !== signs && !stopped) onHint(deskId)
      }
    } catch {
      // A hint less: whoever needs to know looks by themselves every few seconds.
    }
    if (!stopped) timer = setTimeout(() => void look(), lookEveryMs).unref()
  }
  void look()
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}

async function vitalSigns(host: Host): Promise<[string, string][]> {
  const ids = await deskIdsIn(host.desksDir)
  return await Promise.all(
    ids.map(
      async (deskId): Promise<[string, string]> => [
        deskId,
        await signsOf(await readRecord(host.folder(deskId))),
      ],
    ),
  )
}

async function signsOf(record: DeskRecord | undefined): Promise<string> {
  const launch = record?.launch
  if (!launch?.process || launch.exit) return `${launch?.id} ended`
  if (!isAlive(launch.process.pid)) return `${launch.id} gone`
  if (launch.readyAt) return `${launch.id} ready`
  return `${launch.id} ${(await askReady(launch.port)) === 'ready' ? 'ready' : 'starting'}`
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
