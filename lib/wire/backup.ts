// A backup: the home of an employee, packed and sealed.
import { z } from 'zod'
import { failure, id, time } from './shapes.ts'

const backupStates = ['wanted', 'making', 'ready', 'failed'] as const

const restore = z.object({
  state: z.enum(['wanted', 'restoring', 'done', 'failed']),
  askedAt: time,
  doneAt: time.nullable(),
  failure: failure.nullable(),
})

export const backup = z.object({
  id,
  kind: z
    .enum(['backup', 'daily', 'move'])
    .describe('Asked for, made by itself once a day, or made for a move'),
  state: z.enum(backupStates),
  askedBy: z.string().nullable().describe('The name of the member who asked for it'),
  askedAt: time,
  madeAt: time.nullable(),
  bytes: z.int().nullable().describe('Of the packed file'),
  files: z.int().nullable(),
  leftOut: z
    .int()
    .nullable()
    .describe('Things that no archive can bring back, such as links that lead out of the home'),
  homeSha256: z.string().nullable().describe('Two backups with the same hold the same'),
  failure: failure.nullable(),
  restore: restore.nullable().describe('The last time it was put back'),
})
export type Backup = z.output<typeof backup>

export const backupList = z.object({ items: z.array(backup) })
export type BackupList = z.output<typeof backupList>
