// Puts persona, rules and skills into a workspace whose tree the employee may have changed in any way.
import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { HomeFile } from '../desk-runtime.ts'
import { homePathParts } from '../home-path.ts'
import { type OpenFolder, openBeneath } from './beneath.ts'
import type { DeskFolder } from './desk-folder.ts'

/** All names are judged before the first byte is written. */
export async function writeHomeFiles(folder: DeskFolder, files: HomeFile[]): Promise<void> {
  const writings = files.map(({ path, content }) => ({ parts: homePathParts(path), content }))
  await (await openBeneath(folder.home, ['.openclaw', 'workspace'])).close()
  for (const { parts, content } of writings) await writeOne(folder.home, parts, content)
  await removeOtherSkills(folder, new Set(writings.flatMap(({ parts }) => skillOf(parts))))
}

const skillOf = ([top, skill]: string[]) => (top === 'skills' && skill !== undefined ? [skill] : [])

async function writeOne(home: string, parts: string[], content: string): Promise<void> {
  const name = parts.at(-1) ?? ''
  const parent = await openBeneath(home, ['.openclaw', 'workspace', ...parts.slice(0, -1)])
  try {
    await replaceIn(parent, name, content)
  } finally {
    await parent.close()
  }
}

async function replaceIn(parent: OpenFolder, name: string, content: string): Promise<void> {
  const draft = parent.child(`.${randomUUID()}`)
  try {
    const file = await open(draft, 'wx', 0o644)
    try {
      await file.writeFile(content)
    } finally {
      await file.close()
    }
    await rename(draft, parent.child(name)).catch(async (error: unknown) => {
      if (!isFolderInTheWay(error)) throw error
      await rename(parent.child(name), parent.child(`${name}.moved-aside-${Date.now()}`))
      await rename(draft, parent.child(name))
    })
  } finally {
    await rm(draft, { force: true })
  }
}

function isFolderInTheWay(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EISDIR' || error.code === 'ENOTEMPTY')
}

/** Taken out of the employee's reach in one move, then deleted at leisure. */
async function removeOtherSkills(folder: DeskFolder, wanted: Set<string>): Promise<void> {
  const skills = await openBeneath(folder.home, ['.openclaw', 'workspace', 'skills'])
  try {
    const stale = (await readdir(skills.child('.'))).filter((name) => !wanted.has(name))
    if (stale.length === 0) return
    const trash = join(folder.root, `trash-${randomUUID()}`)
    await mkdir(trash)
    for (const name of stale) await rename(skills.child(name), join(trash, name))
    await rm(trash, { recursive: true, force: true })
  } finally {
    await skills.close()
  }
}
