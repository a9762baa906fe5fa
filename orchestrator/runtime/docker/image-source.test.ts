import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extract } from 'tar-stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readImageSource } from './image-source.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deskhand-image-'))
  await mkdir(join(folder, 'agent'))
  await writeFile(join(folder, 'Dockerfile'), 'FROM scratch\n')
  await writeFile(join(folder, 'agent/main.ts'), 'export {}\n')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const hashNow = async (args?: Record<string, string>) => (await readImageSource(folder, args)).hash

describe('the name of an image', () => {
  it('stays while nothing changes, tests included', async () => {
    const before = await hashNow()
    await writeFile(join(folder, 'agent/main.test.ts'), 'it()')
    await writeFile(join(folder, 'README.md'), 'words')
    expect(await hashNow()).toBe(before)
  })

  it.each<[string, () => Promise<unknown>]>([
    ['a byte', () => writeFile(join(folder, 'agent/main.ts'), 'export { }\n')],
    ['a name', () => writeFile(join(folder, 'agent/other.ts'), '')],
    ['a right', () => chmod(join(folder, 'agent/main.ts'), 0o755)],
  ])('changes with %s', async (_, change) => {
    const before = await hashNow()
    await change()
    expect(await hashNow()).not.toBe(before)
  })

  it('changes with a build argument', async () => {
    expect(await hashNow({ DESKTOP: 'openbox' })).not.toBe(await hashNow())
  })
})

it('a build context holds the files with their rights', async () => {
  await chmod(join(folder, 'agent/main.ts'), 0o755)
  const seen: Record<string, number | undefined> = {}
  for await (const entry of (await readImageSource(folder)).tar().pipe(extract())) {
    seen[entry.header.name] = entry.header.mode
    entry.resume()
  }
  expect(seen).toEqual({ Dockerfile: 0o644, 'agent/main.ts': 0o755 })
})
