// What is remembered of a desk, in files of our own: written before the effect it speaks of. Below <home>/docker/<deskId>/.
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '#lib/errors.ts'
import { readJson } from '../read-json.ts'
import { recordedExit } from '../recorded-exit.ts'
import { writeWhole } from '../write-whole.ts'

const deskRecord = z.object({
  deskId: z.string(),
  generation: z.number(),
  /** '' until the making is complete. */
  filesHash: z.string(),
  configHash: z.string(),
  hostname: z.string(),
  release: z.string().nullable(),
  imageId: z.string(),
  changedAt: z.iso.datetime(),
  startAskedAt: z.iso.datetime().nullable(),
  stopAskedAt: z.iso.datetime().nullable(),
  exit: recordedExit.nullable(),
})

/** Everything a desk is told at its door. Holds secrets. */
const handover = z.object({
  generation: z.number(),
  filesHash: z.string(),
  configHash: z.string(),
  files: z.array(z.object({ path: z.string(), content: z.string() })),
  gatewayConfig: z.unknown(),
  environment: z.record(z.string(), z.string()),
})

export type DeskRecord = z.infer<typeof deskRecord>
type Handover = z.infer<typeof handover>

export interface DeskRecords {
  /** undefined when there is none, or none that can be read: both are healed by making the desk again. */
  read: (deskId: string) => Promise<DeskRecord | undefined>
  write: (record: DeskRecord) => Promise<void>
  readHandover: (deskId: string) => Promise<Handover | undefined>
  /** Cheap enough for every look: read again only when it was written again. */
  hasHandover: (deskId: string) => Promise<boolean>
  writeHandover: (deskId: string, content: Handover) => Promise<void>
  forget: (deskId: string) => Promise<void>
  ids: () => Promise<string[]>
}

const deskIdShape = /^[a-z0-9][a-z0-9-]{0,62}$/

export function openRecords(dir: string): DeskRecords {
  const fileOf = (deskId: string, name: string) => {
    if (!deskIdShape.test(deskId)) throw new AppError('invalid', { detail: 'That is no id of a desk.' })
    return join(dir, deskId, name)
  }
  const put = async (deskId: string, name: string, content: unknown) => {
    const file = fileOf(deskId, name)
    await mkdir(join(dir, deskId), { recursive: true, mode: 0o700 })
    await writeWhole(file, `${JSON.stringify(content, null, 2)}\n`)
  }
  const readHandover = async (deskId: string) =>
    handover.safeParse(await readJson(fileOf(deskId, 'handover.json'))).data
  const seen = new Map<string, { writtenAt: bigint; isSound: boolean }>()
  return {
    read: async (deskId) => deskRecord.safeParse(await readJson(fileOf(deskId, 'desk.json'))).data,
    write: (record) => put(record.deskId, 'desk.json', record),
    readHandover,
    async hasHandover(deskId) {
      const file = await stat(fileOf(deskId, 'handover.json'), { bigint: true }).catch(() => undefined)
      if (!file) return false
      const known = seen.get(deskId)
      if (known?.writtenAt === file.mtimeNs) return known.isSound
      const isSound = (await readHandover(deskId)) !== undefined
      seen.set(deskId, { writtenAt: file.mtimeNs, isSound })
      return isSound
    },
    writeHandover: (deskId, content) => put(deskId, 'handover.json', content),
    async forget(deskId) {
      seen.delete(deskId)
      await rm(fileOf(deskId, 'handover.json'), { force: true })
      await rm(fileOf(deskId, 'desk.json'), { force: true })
      await rm(join(dir, deskId), { recursive: true, force: true })
    },
    async ids() {
      const entries = await readdir(dir, { withFileTypes: true })
      return entries
        .filter((entry) => entry.isDirectory() && deskIdShape.test(entry.name))
        .map(({ name }) => name)
    },
  }
}
