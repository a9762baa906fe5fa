// The identity of a host. It follows the folder in which the desks' homes live, not the machine's name of the day.
import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { transactAsOrchestrator } from '#lib/db/transact.ts'

/** The name of the host of this home, made up on first use. */
export async function hostNameOf(home: string, machineName: string): Promise<string> {
  const file = join(home, 'host-name')
  await mkdir(home, { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`
  await writeFile(draft, `${machineName}-${randomBytes(4).toString('hex')}\n`)
  // Only the first one gets there; everybody reads what it wrote.
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(draft)
  return (await readFile(file, 'utf8')).trim()
}

export interface HostFacts {
  name: string
  runtime: string
  version: string
}

/** Writes the host's row, or that it was seen. Answers with its id. */
export async function registerHost({ name, runtime, version }: HostFacts): Promise<string> {
  const seen = { runtime, version, seenAt: new Date() }
  const { id } = await transactAsOrchestrator((tx) =>
    tx
      .insertInto('hosts')
      .values({ name, ...seen })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(seen))
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  return id
}
