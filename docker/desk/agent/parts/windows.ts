// Window manager, panel and wallpaper, as the image brings them.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { commonEnvironment } from '../part-environment.ts'
import type { Places } from '../places.ts'
import type { Settings } from '../settings.ts'
import type { PartPlan } from '../supervise-part.ts'

const run = promisify(execFile)
const manager = /window id # (0x[0-9a-f]+)/

export function windowsPlan(places: Places, settings: Settings): PartPlan {
  const environment = commonEnvironment(places, settings.shared)
  return {
    name: 'windows',
    needs: ['display'],
    prepare: async () => ({
      program: `${places.desktopScripts}/session`,
      args: [],
      environment,
      workingDir: places.home,
    }),
    isUp: () => isManaged(environment),
    startLimitMs: 90_000,
    silenceLimitMs: null,
  }
}

/** The mark on the root window outlives the manager that made it, so its own window is asked for, too. */
async function isManaged(environment: Record<string, string>): Promise<boolean> {
  const options = { env: { ...environment, NODE_ENV: 'production' as const }, timeout: 3000 }
  const root = await run('/usr/bin/xprop', ['-root', '_NET_SUPPORTING_WM_CHECK'], options)
  const id = manager.exec(root.stdout)?.[1]
  if (!id) return false
  await run('/usr/bin/xprop', ['-id', id, '_NET_WM_NAME'], options)
  return true
}
