// Homes that somebody packed to do harm: each is refused whole, and its harmless twin is not.
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { zstdCompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { folderOfTar } from './folder-tar.ts'
import type { HomeLimits } from './home-limits.ts'
import { packHome } from './pack-home.ts'
import { seal } from './seal.ts'
import {
  type Crafted,
  crafted,
  craftTar,
  piecesOf,
  sealed,
  secret,
  withHeaderByte,
} from './testing/craft-home.ts'
import { unpackHome } from './unpack-home.ts'

let dir: string
let home: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'deskhand-hostile-'))
  home = join(dir, 'home')
})
afterEach(() => rm(dir, { recursive: true, force: true }))

/** As a runtime does it: into a new folder, which is thrown away when anything is wrong. */
async function unpack(tar: Buffer, limits?: HomeLimits): Promise<string[]> {
  const input = { sealed: piecesOf(await sealed(tar)), secret, ...(limits ? { limits } : {}) }
  await unpackHome(input, async (stream) => {
    await mkdir(home)
    try {
      await folderOfTar(home, stream)
    } catch (error) {
      await rm(home, { recursive: true })
      throw error
    }
  })
  return (await readdir(home, { recursive: true })).sort()
}

const file = (name: string, content = 'x'): Crafted => ({ header: { name }, content })
const folder = (name: string): Crafted => ({ header: { name, type: 'directory', mode: 0o755 } })
const link = (name: string, linkname: string): Crafted => ({ header: { name, type: 'symlink', linkname } })
const hardLink = (name: string, linkname: string): Crafted => ({ header: { name, type: 'link', linkname } })
const special = (type: 'fifo' | 'character-device' | 'block-device' | 'contiguous-file'): Crafted => ({
  header: { name: 'home/a', type, devmajor: 1, devminor: 3 },
})
const pax = (name: string, records: Record<string, string>): Crafted => ({
  header: { name, pax: records },
  content: 'x',
})

const hostile: [string, Crafted[], Crafted[]][] = [
  ['an absolute path', [file('home//etc/x')], [file('home/x')]],
  ['a path outside of the home', [file('etc/x')], [file('home/etc')]],
  ['an absolute path outside', [file('/etc/x')], [file('home/x')]],
  ['a path that climbs', [folder('home/a/'), file('home/a/../../x')], [folder('home/a/'), file('home/a/x')]],
  ['a path that climbs at once', [file('home/../x')], [file('home/..x')]],
  ['a path through nothing', [folder('home/a/'), file('home/a//x')], [folder('home/a/'), file('home/a/x')]],
  ['a path in a folder that is not there', [file('home/a/x')], [folder('home/a/'), file('home/a/x')]],
  ['a path in a file', [file('home/a'), file('home/a/x')], [file('home/a'), file('home/b')]],
  ['a link up and out', [link('home/a', '../x')], [folder('home/b/'), link('home/b/a', '../x')]],
  ['a link to the system', [link('home/a', '/etc/passwd')], [link('home/a', '/usr/bin/python3')]],
  ['a link that pretends to stay', [link('home/a', '/usr/../etc/passwd')], [link('home/a', '/home/desk/x')]],
  ['a link that climbs behind a name', [link('home/a', 'b/../../x')], [link('home/a', 'b/c')]],
  ['a link to nothing', [link('home/a', '')], [link('home/a', 'missing')]],
  ['a file over a link', [link('home/a', 'b'), file('home/a')], [link('home/a', 'b'), file('home/b')]],
  [
    'a file through a link',
    [folder('home/b/'), link('home/a', 'b'), file('home/a/x')],
    [folder('home/b/'), link('home/a', 'b'), file('home/b/x')],
  ],
  [
    'a folder over a link',
    [link('home/a', 'b'), folder('home/a/')],
    [link('home/a', 'b'), folder('home/b/')],
  ],
  ['a hard link out', [hardLink('home/a', '/etc/passwd')], [file('home/b'), hardLink('home/a', 'home/b')]],
  [
    'a hard link to what comes later',
    [hardLink('home/a', 'home/b'), file('home/b')],
    [file('home/b'), hardLink('home/a', 'home/b')],
  ],
  [
    'a hard link to a link',
    [link('home/b', 'c'), hardLink('home/a', 'home/b')],
    [file('home/b'), hardLink('home/a', 'home/b')],
  ],
  ['a pipe', [special('fifo')], [file('home/a')]],
  ['a character device', [special('character-device')], [file('home/a')]],
  ['a block device', [special('block-device')], [file('home/a')]],
  ['a kind nobody uses', [special('contiguous-file')], [file('home/a')]],
  ['a thing that comes twice', [file('home/a'), file('home/a')], [file('home/a'), file('home/b')]],
  ['a folder that comes twice', [folder('home/a/'), folder('home/a')], [folder('home/a/'), folder('home/b')]],
  ['a name with a NUL', [pax('home/a', { path: 'home/a\0b' })], [pax('home/a', { path: 'home/ab' })]],
  [
    'a link with a NUL',
    [{ header: { name: 'home/a', type: 'symlink', linkname: 'b', pax: { linkpath: 'b\0c' } } }],
    [link('home/a', 'bc')],
  ],
  ['a name longer than names are', [file(`home/${'n'.repeat(256)}`)], [file(`home/${'n'.repeat(255)}`)]],
]

describe('a packed home with', () => {
  it.each(hostile)('%s is refused whole', async (_, bad) => {
    const harmless = [file('home/innocent'), folder('home/docs/')]
    await expect(unpack(await crafted([...harmless, ...bad]))).rejects.toMatchObject({ why: 'hostile' })
    expect(await readdir(dir)).toEqual([])
  })
  it.each(hostile)('the harmless twin of %s is unpacked', async (_, __, good) => {
    expect(await unpack(await crafted([file('home/innocent'), ...good]))).toContain('innocent')
  })

  it('a name that is no text is refused', async () => {
    const entries = [file('home/caf_')]
    const tar = await crafted(entries)
    await expect(unpack(withHeaderByte(tar, 'home/caf_', 8, 0xe9))).rejects.toMatchObject({ why: 'hostile' })
    expect(await unpack(tar)).toEqual(['caf_'])
  })
  it('a kind that tar does not know is refused', async () => {
    const tar = await crafted([file('home/a')])
    await expect(unpack(withHeaderByte(tar, 'home/a', 156, 0x53))).rejects.toMatchObject({ why: 'hostile' })
    expect(await unpack(tar)).toEqual(['a'])
  })
  it('rights beyond reading, writing and running is refused', async () => {
    const setuid: Crafted = { header: { name: 'home/a', mode: 0o4755 }, content: 'x' }
    await expect(unpack(await crafted([setuid]))).rejects.toMatchObject({ why: 'differs_from_manifest' })
  })
})

describe('a bomb', () => {
  const small = { bytes: 1000, entries: 5 }
  const fits = [file('home/a', 'x'.repeat(1000))]

  it('that says how large it is is refused before anything is unpacked', async () => {
    const tar = await crafted([file('home/a', 'x'.repeat(1001))])
    await expect(unpack(tar, small)).rejects.toMatchObject({ why: 'too_large' })
    expect(await unpack(await crafted(fits), small)).toEqual(['a'])
  })
  it('that lies in its list is refused', async () => {
    const tar = await crafted([file('home/a', 'x'.repeat(5000))], { bytes: 10 })
    await expect(unpack(tar, small)).rejects.toMatchObject({ why: 'differs_from_manifest' })
  })
  it('that declares more than comes is refused', async () => {
    const tar = await crafted([pax('home/a', { size: '99999999999999' })])
    await expect(unpack(tar)).rejects.toMatchObject({ why: 'too_large' })
  })
  it('of many things is refused', async () => {
    const many = Array.from({ length: 6 }, (_, at) => file(`home/${at}`))
    await expect(unpack(await crafted(many), small)).rejects.toMatchObject({ why: 'too_large' })
    expect(await unpack(await crafted(many.slice(1)), small)).toHaveLength(5)
  })
  it('of things that its list keeps quiet about is refused', async () => {
    const [listed, ...more] = await Promise.all([crafted(fits), craftTar([file('home/b')])])
    const end = listed.subarray(0, listed.length - 1024)
    await expect(unpack(Buffer.concat([end, ...more]))).rejects.toMatchObject({
      why: 'differs_from_manifest',
    })
  })
  it('of emptiness after its end is refused, without being held in memory', async () => {
    const tar = await crafted(fits)
    const limits = { bytes: 1000, entries: 5 }
    const zeros = Buffer.alloc(320 * 1024 * 1024)
    const before = process.memoryUsage.rss()
    const stream = seal(piecesOf(zstdCompressSync(Buffer.concat([tar, zeros]))), secret)
    const put = async (tarStream: AsyncIterable<Buffer>) => {
      for await (const _ of tarStream);
    }
    await expect(unpackHome({ sealed: stream, secret, limits }, put)).rejects.toMatchObject({
      why: 'too_large',
    })
    expect(process.memoryUsage.rss() - before).toBeLessThan(2 * zeros.length + 100 * 1024 * 1024)
  })
  it('of a list is refused before it is read', async () => {
    const manifest = { header: { name: 'manifest.ndjson' }, content: 'x'.repeat(40_000) }
    await expect(unpack(await craftTar([manifest]), small)).rejects.toMatchObject({ why: 'too_large' })
  })
})

describe('a list', () => {
  const refused = async (entries: Crafted[]) =>
    expect(unpack(await craftTar(entries))).rejects.toMatchObject({ why: 'differs_from_manifest' })

  it('must be there', () => refused([file('home/a')]))
  it('must be readable', () => refused([file('manifest.ndjson', '{"format":1}'), file('home/a')]))
  it('must name what comes', async () => {
    const tar = await crafted([file('home/a', 'x'), file('home/b', 'y')])
    const swapped = Buffer.from(tar)
    swapped.write('z', tar.indexOf(Buffer.from('home/b\0')) + 512)
    await expect(unpack(swapped)).rejects.toMatchObject({ why: 'differs_from_manifest' })
    await unpack(tar)
    expect(await readFile(join(home, 'b'), 'utf8')).toBe('y')
  })
  it('must name nothing that does not come', async () => {
    const tar = await crafted([file('home/a'), file('home/b')])
    const short = tar.subarray(0, tar.indexOf(Buffer.from('home/b\0')))
    await expect(unpack(Buffer.concat([short, Buffer.alloc(1024)]))).rejects.toMatchObject({
      why: 'differs_from_manifest',
    })
  })
  it('must be that of the employee, where that matters', async () => {
    const bytes = await sealed(await crafted([file('home/a')]))
    const put = async (tar: AsyncIterable<Buffer>) => {
      for await (const _ of tar);
    }
    const open = (employeeId: string) => unpackHome({ sealed: piecesOf(bytes), secret, employeeId }, put)
    await expect(open('bob')).rejects.toMatchObject({ why: 'of_another' })
    expect(await open('ada')).toMatchObject({ employeeId: 'ada', files: 1 })
  })
})

describe('a home with more in it than anybody can remember', () => {
  const origin = { deskId: 'desk', employeeId: 'ada', openclaw: '2026.9.6' }
  const pack = async (things: Crafted[], limits: HomeLimits) => {
    const streams: Readable[] = []
    const openHome = async () => {
      const stream = Readable.from([await craftTar(things)])
      streams.push(stream)
      return stream
    }
    const write = async (sealedPieces: AsyncIterable<Buffer>) => {
      for await (const _ of sealedPieces);
    }
    const { facts } = await packHome({ openHome, origin, secret, limits }, write).finally(() =>
      expect(streams.every(({ destroyed }) => destroyed)).toBe(true),
    )
    return facts
  }

  it('is not packed: what could not be unpacked is no backup, and its names would fill the memory', async () => {
    const things = [
      folder('./'),
      file('./a'),
      { header: { name: './pipe', type: 'fifo' as const } },
      file('./b'),
    ]
    expect(await pack(things, { bytes: 9, entries: 3 })).toMatchObject({ files: 2, leftOut: 1 })
    await expect(pack(things, { bytes: 9, entries: 2 })).rejects.toMatchObject({ why: 'too_large' })
    await expect(pack(things, { bytes: 1, entries: 3 })).rejects.toMatchObject({ why: 'too_large' })
    const longNames = { bytes: 9, entries: 3, manifestBytes: 900 }
    expect(await pack(things, longNames)).toMatchObject({ files: 2 })
    const long = [folder('./'), file(`./${'n'.repeat(200)}`), file(`./${'m'.repeat(200)}`)]
    await expect(pack(long, longNames)).rejects.toMatchObject({ why: 'too_large' })
  })
})

describe('what is no home at all', () => {
  it.each([
    ['no compressed content', Buffer.from('not zstd at all')],
    ['half of a compressed content', zstdCompressSync(Buffer.alloc(100_000, 'abc')).subarray(0, 20)],
    ['compressed nonsense', zstdCompressSync(Buffer.alloc(100_000, 'abc'))],
  ])('is refused: %s', async (_, content) => {
    const stream = seal(piecesOf(content), secret)
    const put = async (tar: AsyncIterable<Buffer>) => {
      for await (const _ of tar);
    }
    await expect(unpackHome({ sealed: stream, secret }, put)).rejects.toMatchObject({
      name: 'ArchiveRefused',
    })
  })
})
