import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { artifactLimits } from '#lib/wire/run.ts'
import { makeFolder } from '#tests/support/temporary-folder.ts'
import { choose, takeInventory } from './artifacts.ts'

const file = (path: string, sizeBytes = 1) => ({ path, sizeBytes, changedAtMs: 0 })
const chosenPaths = (...found: ReturnType<typeof file>[]) => choose(found).chosen.map(({ path }) => path)

describe('what is handed in', () => {
  it('takes small ones first and says what it leaves out', () => {
    const { chosen, leftOut } = choose([
      file('large', artifactLimits.maxBytes + 1),
      file('b', 2),
      file('a', 1),
    ])
    expect(chosen.map(({ path }) => path)).toEqual(['a', 'b'])
    expect(leftOut).toEqual(['Not handed in: large (larger than 10 MB)'])
  })

  it('keeps to the number and the size of all', () => {
    const many = Array.from({ length: artifactLimits.maxFiles + 5 }, (_, at) => file(`f${at}`))
    expect(choose(many).chosen).toHaveLength(artifactLimits.maxFiles)
    const heavy = Array.from({ length: 12 }, (_, at) => file(`f${at}`, artifactLimits.maxBytes))
    expect(choose(heavy).chosen).toHaveLength(10)
  })

  it.each([
    ['leads out', '../x'],
    ['has a line break', 'a\nb'],
    ['is too long', 'a'.repeat(401)],
  ])('leaves out a name that %s', (_what, path) =>
    expect(chosenPaths(file(path), file('ok'))).toEqual(['ok']),
  )
})

describe('what lies in a folder', () => {
  let work: { path: string; remove: () => Promise<void> }
  beforeEach(async () => {
    work = await makeFolder('deskhand-artifacts-')
  })
  afterEach(() => work.remove())

  it('is files, without links and without what tools leave', async () => {
    for (const folder of ['site', '.git', 'node_modules']) {
      await mkdir(join(work.path, folder))
      await writeFile(join(work.path, folder, 'file'), 'x')
    }
    await writeFile(join(work.path, '.env'), 'x')
    await symlink('/etc/passwd', join(work.path, 'passwd'))
    await symlink('/etc', join(work.path, 'etc'))
    expect([...(await takeInventory(work.path)).keys()].toSorted()).toEqual(['.env', 'site/file'])
  })
})
