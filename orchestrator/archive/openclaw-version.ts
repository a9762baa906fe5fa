// Which OpenClaw this version's desks run: said in every packed home.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const manifest = join(import.meta.dirname, '../../docker/desk/openclaw/package.json')
const pinned = z.object({ dependencies: z.object({ openclaw: z.string() }) })

export const openclawVersion = pinned.parse(JSON.parse(readFileSync(manifest, 'utf8'))).dependencies.openclaw
