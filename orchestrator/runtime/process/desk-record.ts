// What is remembered of a desk: written before the effect it speaks of, so that whoever reads it after a crash knows what
// may have happened.
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { writeWhole } from '../write-whole.ts'
import type { DeskFolder } from './desk-folder.ts'

const exit = z.object({
  code: z.number().nullable(),
  signal: z.string().nullable(),
  cause: z.enum(['bad_config', 'out_of_memory', 'port_taken', 'killed', 'crashed', 'ended', 'vanished']),
  reason: z.string(),
  action: z.string(),
  logTail: z.string(),
  at: z.iso.datetime(),
})

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
  exit: exit.nullable(),
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
export type RecordedExit = z.infer<typeof exit>

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

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError || isMissing(error)) return undefined
    throw error
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
