// A folder for OPENCLAW_DIR that looks like an installed OpenClaw and holds a stand-in. Everything around it is real: the process runtime,
// its sandbox, the orchestrator's connection (docs/decisions/237).
import { copyFile, cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openclawVersion } from '#orchestrator/archive/openclaw-version.ts'

const ws = join(import.meta.dirname, '../../node_modules/ws')
const program = join(import.meta.dirname, 'stand-in-openclaw-program.mjs')

export async function installStandIn(folder: string): Promise<string> {
  const openclaw = join(folder, 'node_modules/openclaw')
  await mkdir(openclaw, { recursive: true })
  const manifest = { name: 'openclaw', version: openclawVersion, type: 'module' }
  await writeFile(join(openclaw, 'package.json'), JSON.stringify(manifest))
  await copyFile(program, join(openclaw, 'openclaw.mjs'))
  await cp(ws, join(folder, 'node_modules/ws'), { recursive: true })
  return folder
}
