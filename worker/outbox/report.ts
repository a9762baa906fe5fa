// Final reports on disk: written before they are sent and removed when they were taken, so that no crash loses one.
import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { completeInput, failInput, releaseInput } from '#lib/wire/run.ts'
import { outboxDir } from '../places.ts'

const about = {
  runId: z.uuid(),
  taskNumber: z.int(),
  /** A report goes to the installation it is about and to no other. */
  siteUrl: z.string(),
}
const finalReport = z.discriminatedUnion('verb', [
  z.object({ ...about, verb: z.literal('complete'), body: completeInput }),
  z.object({ ...about, verb: z.literal('fail'), body: failInput }),
  z.object({ ...about, verb: z.literal('release'), body: releaseInput }),
])
export type FinalReport = z.output<typeof finalReport>

/** The first report on a run stands: a second one, as after a crash right behind the first, changes nothing. */
export async function writeReport(stateDir: string, report: FinalReport): Promise<void> {
  if (await readReport(stateDir, report.runId)) return
  await replaceReport(stateDir, report)
}

/** Instead of the one that stands, which nobody will ever take. */
export async function replaceReport(stateDir: string, report: FinalReport): Promise<void> {
  const path = pathOf(stateDir, report.runId)
  await mkdir(outboxDir(stateDir), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomUUID()}.draft`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(JSON.stringify(report))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
}

export async function readReport(stateDir: string, runId: string): Promise<FinalReport | undefined> {
  const text = await readFile(pathOf(stateDir, runId), 'utf8').catch(() => '')
  return parseReport(text)
}

export async function removeReport(stateDir: string, runId: string): Promise<void> {
  await rm(pathOf(stateDir, runId), { force: true })
}

/** What an earlier start has left, and nothing that is only half there. */
export async function leftReports(stateDir: string): Promise<FinalReport[]> {
  const names = await readdir(outboxDir(stateDir)).catch(() => [])
  for (const draft of names.filter((name) => name.endsWith('.draft')))
    await rm(join(outboxDir(stateDir), draft), { force: true })
  const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length))
  const reports = await Promise.all(ids.map((runId) => readReport(stateDir, runId)))
  return reports.filter((report) => report !== undefined)
}

const pathOf = (stateDir: string, runId: string) => join(outboxDir(stateDir), `${runId}.json`)

function parseReport(text: string): FinalReport | undefined {
  try {
    return finalReport.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
