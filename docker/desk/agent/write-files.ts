// Puts persona, rules and skills into a workspace whose tree the employee may have changed in any way. The folder `skills`
// holds what is given and nothing else.
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { filePathParts } from './file-path.ts'
import type { HandoverFile } from './handover.ts'
import { type OpenFolder, openBeneath } from './open-beneath.ts'
import { writeWhole } from './write-whole.ts'

/** All names are judged before the first byte is written. */
export async function writeFiles(workspace: string, files: HandoverFile[]): Promise<void> {
  const writings = files.map(({ path, content }) => ({ parts: filePathParts(path), content }))
  const root = { home: dirname(workspace), folder: basename(workspace) }
  for (const { parts, content } of writings) {
    const parent = await openBeneath(root.home, [root.folder, ...parts.slice(0, -1)])
    await writeInto(parent, parts.at(-1) ?? '', content).finally(parent.close)
  }
  await removeOtherSkills(root, new Set(writings.flatMap(({ parts }) => skillOf(parts))))
}

const skillOf = ([top, skill]: string[]) => (top === 'skills' && skill !== undefined ? [skill] : [])

async function writeInto(parent: OpenFolder, name: string, content: string): Promise<void> {
  const path = parent.child(name)
  await writeWhole(path, content, 0o644).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EISDIR' && error.code !== 'ENOTEMPTY') throw error
    await rename(path, `${path}.moved-aside-${Date.now()}`)
    await writeWhole(path, content, 0o644)
  })
}

/** Taken out of the employee's sight in one move, then deleted at leisure. */
async function removeOtherSkills(root: { home: string; folder: string }, wanted: Set<string>): Promise<void> {
  const skills = await openBeneath(root.home, [root.folder, 'skills'])
  try {
    const stale = (await readdir(skills.child('.'))).filter((name) => !wanted.has(name))
    if (stale.length === 0) return
    const trash = join(root.home, `.trash-${randomUUID()}`)
    await mkdir(trash, { mode: 0o700 })
    for (const name of stale) await rename(skills.child(name), join(trash, name))
    await rm(trash, { recursive: true, force: true })
  } finally {
    await skills.close()
  }
}
