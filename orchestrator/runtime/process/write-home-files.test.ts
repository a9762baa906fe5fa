import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DeskFolder, deskFolder } from './desk-folder.ts'
import { writeHomeFiles } from './write-home-files.ts'

describe('writing into a workspace', () => {
  let outside: string
  let folder: DeskFolder

  beforeEach(async () => {
    outside = await mkdtemp(join(tmpdir(), 'deskhand-files-'))
    folder = deskFolder(outside, 'ada')
    await mkdir(folder.workspace, { recursive: true })
    await writeFile(join(outside, 'precious'), 'untouched')
    await mkdir(join(outside, 'folder'))
  })
  afterEach(() => rm(outside, { recursive: true, force: true }))

  const read = (path: string) => readFile(join(folder.workspace, path), 'utf8')
  const write = (...paths: string[]) =>
    writeHomeFiles(
      folder,
      paths.map((path) => ({ path, content: `of ${path}` })),
    )

  it('makes folders, replaces files and keeps what is not its own', async () => {
    await writeFile(join(folder.workspace, 'MEMORY.md'), 'mine')
    await write('SOUL.md', 'skills/greet/SKILL.md')
    await writeHomeFiles(folder, [{ path: 'SOUL.md', content: 'new' }])
    expect(await read('SOUL.md')).toBe('new')
    expect(await read('MEMORY.md')).toBe('mine')
  })

  it('removes the skills that are no longer given, and no others', async () => {
    await write('skills/old/SKILL.md', 'skills/kept/SKILL.md')
    await write('skills/kept/SKILL.md')
    expect(await readdir(join(folder.workspace, 'skills'))).toEqual(['kept'])
    expect((await readdir(folder.root)).filter((name) => name.startsWith('trash'))).toEqual([])
  })

  it('writes nothing at all when one name is refused', async () => {
    await expect(write('SOUL.md', '../../../precious')).rejects.toThrow(/is refused/)
    expect(existsSync(join(folder.workspace, 'SOUL.md'))).toBe(false)
    expect(await readFile(join(outside, 'precious'), 'utf8')).toBe('untouched')
  })

  it('replaces a link in place of a file instead of writing through it', async () => {
    await symlink(join(outside, 'precious'), join(folder.workspace, 'SOUL.md'))
    await write('SOUL.md')
    expect(await read('SOUL.md')).toBe('of SOUL.md')
    expect(await readFile(join(outside, 'precious'), 'utf8')).toBe('untouched')
  })

  it('does not follow a link in place of a folder, wherever it stands', async () => {
    await symlink(join(outside, 'folder'), join(folder.workspace, 'skills'))
    await write('skills/greet/SKILL.md')
    await rm(join(folder.workspace, 'skills', 'greet'), { recursive: true })
    await symlink(join(outside, 'folder'), join(folder.workspace, 'skills', 'greet'))
    await write('skills/greet/SKILL.md')
    expect(await readdir(join(outside, 'folder'))).toEqual([])
    expect(await read('skills/greet/SKILL.md')).toBe('of skills/greet/SKILL.md')
  })

  it('does not follow a link in place of the workspace or the state', async () => {
    await rm(folder.state, { recursive: true })
    await symlink(join(outside, 'folder'), folder.state)
    await write('SOUL.md')
    expect(await readdir(join(outside, 'folder'))).toEqual([])
  })

  it('deletes a stale link among the skills and not what it points to', async () => {
    await write('skills/greet/SKILL.md')
    await writeFile(join(outside, 'folder', 'keep'), 'me')
    await symlink(join(outside, 'folder'), join(folder.workspace, 'skills', 'trap'))
    await write('skills/greet/SKILL.md')
    expect(await readdir(join(folder.workspace, 'skills'))).toEqual(['greet'])
    expect(await readdir(join(outside, 'folder'))).toEqual(['keep'])
  })

  it('moves aside what stands in the way', async () => {
    await mkdir(join(folder.workspace, 'SOUL.md'))
    await writeFile(join(folder.workspace, 'SOUL.md', 'inner'), 'kept')
    await write('SOUL.md')
    const aside = (await readdir(folder.workspace)).find((name) => name.startsWith('SOUL.md.moved-aside-'))
    expect(await read('SOUL.md')).toBe('of SOUL.md')
    expect(await read(`${aside}/inner`)).toBe('kept')
  })
})
