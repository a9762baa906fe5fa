// The installer, with a package of a few kilobytes in OpenClaw's place.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { PrepareProgress } from '../desk-runtime.ts'
import { installOpenclaw } from './install-openclaw.ts'

const root = join(import.meta.dirname, '../../..')
const lockfile = z.object({
  packages: z.record(z.string(), z.looseObject({ version: z.string().optional() })),
})

let cacheDir: string
let manifestDir: string

async function writeManifest(change: Record<string, string> = {}): Promise<void> {
  const { packages } = lockfile.parse(JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')))
  const zod = packages['node_modules/zod']
  const manifest = { name: 'a-small-one', version: '1.0.0', dependencies: { zod: zod?.version ?? '' } }
  await writeFile(join(manifestDir, 'package.json'), JSON.stringify(manifest))
  const lock = { lockfileVersion: 3, packages: { '': manifest, 'node_modules/zod': { ...zod, ...change } } }
  await writeFile(join(manifestDir, 'package-lock.json'), JSON.stringify(lock))
}

beforeEach(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'deskhand-cache-'))
  manifestDir = await mkdtemp(join(tmpdir(), 'deskhand-manifest-'))
  await writeManifest()
})
afterEach(async () => {
  for (const dir of [cacheDir, manifestDir]) await rm(dir, { recursive: true, force: true })
})

const install = (onProgress: (progress: PrepareProgress) => void = () => undefined) =>
  installOpenclaw({ cacheDir, manifestDir, environment: process.env, onProgress })

describe('installing OpenClaw', () => {
  it('happens once for two that ask at once, says how far it is, and not again', async () => {
    const progress: PrepareProgress[] = []
    const listen = (step: PrepareProgress) => progress.push(step)
    const [first, second] = await Promise.all([install(listen), install(listen)])
    expect(first).toBe(second)
    expect(progress[0]).toMatchObject({ phase: 'installing_openclaw', packages: { total: 1 } })
    expect(await readdir(join(first, 'node_modules'))).toContain('zod')
    expect(await readdir(cacheDir)).toHaveLength(1)
    const again: PrepareProgress[] = []
    expect(await install((step) => again.push(step))).toBe(first)
    expect(again).toEqual([])
  })

  it('cleans up after an installer that was killed', async () => {
    const target = await install()
    await rm(target, { recursive: true })
    await mkdir(join(`${target}.unfinished-1`, 'node_modules', 'half'), { recursive: true })
    await install()
    expect(await readdir(cacheDir)).toEqual([target.slice(cacheDir.length + 1)])
  })

  it('leaves nothing behind when it fails, and says why', async () => {
    await writeManifest({ integrity: `sha512-${Buffer.alloc(64).toString('base64')}` })
    await expect(install()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('EINTEGRITY'),
    })
    expect(await readdir(cacheDir)).toEqual([])
  })
})
