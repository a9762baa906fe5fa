// What is remembered of a desk: written before the effect it speaks of, so that whoever reads it after a crash knows what
// may have happened.
import { z } from 'zod'
import { readJson } from '../read-json.ts'
import { recordedExit } from '../recorded-exit.ts'
import { writeWhole } from '../write-whole.ts'
import type { DeskFolder } from './desk-folder.ts'

const launch = z.object({
  /** Marks every process of this launch; nothing else proves that a process is ours. */
  id: z.string(),
  generation: z.number(),
  configHash: z.string(),
  port: z.number(),
  requestedAt: z.iso.datetime(),
  logOffsetBytes: z.number(),
  oomKillsBefore: z.number().nullable(),
  /** Unknown between the launch and the second writing, which a crash can take away. */
  process: z.object({ pid: z.number(), startedAt: z.string() }).nullable(),
  readyAt: z.iso.datetime().nullable(),
  silentSince: z.iso.datetime().nullable(),
  stopAskedAt: z.iso.datetime().nullable(),
  exit: recordedExit.nullable(),
})

const deskRecord = z.object({
  deskId: z.string(),
  generation: z.number(),
  /** '' until the making is complete. */
  filesHash: z.string(),
  configHash: z.string(),
  hostname: z.string(),
  isolation: z.enum(['bubblewrap', 'none']),
  port: z.number(),
  changedAt: z.iso.datetime(),
  launch: launch.nullable(),
})

export type DeskRecord = z.infer<typeof deskRecord>
export type Launch = z.infer<typeof launch>

/** undefined when there is none, or none that can be read: both are healed the same way. */
export async function readRecord(folder: DeskFolder): Promise<DeskRecord | undefined> {
  const parsed = deskRecord.safeParse(await readJson(folder.record))
  return parsed.success ? parsed.data : undefined
}

export async function writeRecord(folder: DeskFolder, record: DeskRecord): Promise<void> {
  await writeWhole(folder.record, `${JSON.stringify(record, null, 2)}\n`)
}

const environment = z.record(z.string(), z.string())

export async function readEnvironment(folder: DeskFolder): Promise<Record<string, string> | undefined> {
  const parsed = environment.safeParse(await readJson(folder.environment))
  return parsed.success ? parsed.data : undefined
}
