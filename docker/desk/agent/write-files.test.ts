import { lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFolder } from '#tests/support/temporary-folder.ts'
import { writeFiles } from './write-files.ts'

let folder: Awaited<ReturnType<typeof makeFolder>>
const workspace = () => join(folder.path, 'workspace')
const read = (path: string) => readFile(join(workspace(), path), 'utf8')
beforeEach(async () => {
  folder = await makeFolder('deskhand-files-')
})
afterEach(() => folder.remove())

describe('files that are handed over', () => {
  it('are written, and what the employee wrote stays', async () => {
    await mkdir(workspace())
    await writeFile(join(workspace(), 'notes.md'), 'mine')
    await writeFiles(workspace(), [
      { path: 'SOUL.md', content: 'first' },
      { path: 'skills/a/SKILL.md', content: 'a' },
    ])
    await writeFiles(workspace(), [{ path: 'SOUL.md', content: 'second' }])
    expect(await read('SOUL.md')).toBe('second')
    expect(await read('notes.md')).toBe('mine')
  })

  it('leave no other skill, whoever put it there', async () => {
    await mkdir(join(workspace(), 'skills/own'), { recursive: true })
    await writeFiles(workspace(), [{ path: 'skills/a/SKILL.md', content: 'a' }])
    expect(await readdir(join(workspace(), 'skills'))).toEqual(['a'])
    await writeFiles(workspace(), [])
    expect(await readdir(join(workspace(), 'skills'))).toEqual([])
    expect((await readdir(folder.path)).sort()).toEqual(['workspace'])
  })

  it.each([
    '',
    '/etc/passwd',
    '../x',
    'a/../../x',
    'a//b',
    'a/./b',
    'a\\b',
    'a\0b',
    'a\nb',
    `${'x'.repeat(256)}`,
  ])('are refused all together for the name %j', async (path) => {
    const files = [
      { path: 'fine.md', content: '' },
      { path, content: '' },
    ]
    await expect(writeFiles(workspace(), files)).rejects.toThrow(/refused/)
    expect(await readdir(folder.path)).toEqual([])
  })

  it('do not follow a link out of the workspace', async () => {
    const outside = join(folder.path, 'outside')
    await mkdir(outside)
    await mkdir(workspace())
    await symlink(outside, join(workspace(), 'skills'))
    await writeFiles(workspace(), [{ path: 'skills/a/SKILL.md', content: 'a' }])
    expect(await readdir(outside)).toEqual([])
    expect(await read('skills/a/SKILL.md')).toBe('a')
  })

  it('replace a link instead of writing through it, and move a folder aside', async () => {
    const target = join(folder.path, 'target')
    await writeFile(target, 'untouched')
    await mkdir(join(workspace(), 'RULES.md/deep'), { recursive: true })
    await symlink(target, join(workspace(), 'SOUL.md'))
    await writeFiles(workspace(), [
      { path: 'SOUL.md', content: 'soul' },
      { path: 'RULES.md', content: 'rules' },
    ])
    expect(await readFile(target, 'utf8')).toBe('untouched')
    expect((await lstat(join(workspace(), 'SOUL.md'))).isFile()).toBe(true)
    expect(await read('RULES.md')).toBe('rules')
    expect((await readdir(workspace())).some((name) => name.startsWith('RULES.md.moved-aside-'))).toBe(true)
  })
})
