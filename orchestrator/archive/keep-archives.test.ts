import { execFileSync } from 'node:child_process'
import {
  chmod,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { folderOfTar, tarOfFolder } from './folder-tar.ts'
import { type ArchiveRoom, discardKept, isKept, keepHome, openKept, sweepDrafts } from './keep-archives.ts'

let dir: string
let room: ArchiveRoom
const origin = { deskId: 'desk', employeeId: 'ada', openclaw: '2026.9.6' }
const at = (...parts: string[]) => join(dir, ...parts)
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'deskhand-archive-'))
  room = { dir: at('archives'), secret: 's'.repeat(40) }
  await mkdir(at('home'))
  await mkdir(at('back'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const keep = () => keepHome(room, 'ada.home', origin, async () => tarOfFolder(at('home')))
const unkeep = (expected = {}) => openKept(room, 'ada.home', expected, (tar) => folderOfTar(at('back'), tar))

async function furnish(): Promise<void> {
  await mkdir(at('home/docs/deep'), { recursive: true })
  await writeFile(at('home/MEMORY.md'), 'remember\n')
  await writeFile(at('home/empty'), '')
  await writeFile(at('home/docs/large'), Buffer.alloc(3_000_000, 'large '))
  await writeFile(at(`home/docs/${'n'.repeat(200)}`), 'a long name')
  await writeFile(at('home/docs/Übersicht 猫 🐈.txt'), 'another alphabet')
  await writeFile(at('home/docs/run.sh'), '#!/bin/sh\n')
  await chmod(at('home/docs/run.sh'), 0o750)
  await symlink('../MEMORY.md', at('home/docs/memory'))
  await symlink('/usr/bin/python3', at('home/python'))
  await link(at('home/MEMORY.md'), at('home/docs/same'))
  await utimes(at('home/MEMORY.md'), new Date(1_700_000_000_000), new Date(1_700_000_000_000))
  await chmod(at('home/docs/deep'), 0o555)
}

describe('a home', () => {
  it('comes back exactly as it was', async () => {
    await furnish()
    const packed = await keep()
    expect(packed).toMatchObject({ name: 'ada.home', home: { files: 6, leftOut: 0, employeeId: 'ada' } })
    const facts = await unkeep({ employeeId: 'ada' })
    expect(facts).toEqual(packed.home)
    expect(await readFile(at('back/docs/Übersicht 猫 🐈.txt'), 'utf8')).toBe('another alphabet')
    expect(await readlink(at('back/docs/memory'))).toBe('../MEMORY.md')
    expect((await stat(at('back/docs/same'))).ino).toBe((await stat(at('back/MEMORY.md'))).ino)
    expect((await stat(at('back/docs/run.sh'))).mode & 0o777).toBe(0o750)
    expect((await stat(at('back/docs/deep'))).mode & 0o777).toBe(0o555)
    expect((await stat(at('back/MEMORY.md'))).mtimeMs).toBe(1_700_000_000_000)
    const again = await keepHome(room, 'again.home', origin, async () => tarOfFolder(at('back')))
    expect(again.home.homeSha256).toBe(packed.home.homeSha256)
  })

  it('is told apart from one in which a single byte differs', async () => {
    await furnish()
    const before = (await keep()).home.homeSha256
    await writeFile(at('home/MEMORY.md'), 'rememBer\n')
    expect((await keep()).home.homeSha256).not.toBe(before)
  })

  it('leaves out what nothing could bring back, and says so', async () => {
    await writeFile(at('home/file'), 'x')
    await symlink('/etc/passwd', at('home/passwd'))
    execFileSync('mkfifo', [at('home/pipe')])
    const { home } = await keep()
    expect(home).toMatchObject({ entries: 1, leftOut: 1 })
    expect(home.leftOutNames).toEqual([{ path: 'passwd', why: 'link_out' }])
    await unkeep()
    expect(await readdir(at('back'))).toEqual(['file'])
  })

  it('is read from what tar itself writes, too', async () => {
    await furnish()
    execFileSync('mkfifo', [at('home/pipe')])
    const tar = () => execFileSync('tar', ['-c', '-C', at('home'), '.'], { maxBuffer: 64 * 1024 * 1024 })
    const openHome = async () => Readable.from([tar()], { objectMode: false })
    const byTar = await keepHome(room, 'ada.home', origin, openHome)
    expect(byTar.home.leftOutNames).toEqual([{ path: 'pipe', why: 'device_or_pipe' }])
    await rm(at('home/pipe'))
    expect(
      (await keepHome(room, 'own.home', origin, async () => tarOfFolder(at('home')))).home.homeSha256,
    ).toBe(byTar.home.homeSha256)
    await unkeep()
    expect((await lstat(at('back/docs/memory'))).isSymbolicLink()).toBe(true)
  })

  it('that changes while it is packed is not kept', async () => {
    await writeFile(at('home/file'), 'x')
    let reading = 0
    const openHome = async () => {
      if (reading++ === 1) await writeFile(at('home/file'), 'y')
      return tarOfFolder(at('home'))
    }
    await expect(keepHome(room, 'ada.home', origin, openHome)).rejects.toMatchObject({
      why: 'changed_while_packing',
    })
    expect(await readdir(room.dir)).toEqual([])
  })

  it('that cannot be read is not kept, and what was kept before stays', async () => {
    await writeFile(at('home/file'), 'x')
    await keep()
    const openHome = async () => tarOfFolder(at('nowhere'))
    await expect(keepHome(room, 'ada.home', origin, openHome)).rejects.toThrow(/ENOENT/)
    expect(await readdir(room.dir)).toEqual(['ada.home'])
    await unkeep()
    expect(await readdir(at('back'))).toEqual(['file'])
  })
})

describe('the folder of packed homes', () => {
  it.each(['../ada.home', 'ada', '/etc/passwd', '', '.home', 'a/b.home'])('knows no %j', async (name) => {
    await expect(openKept(room, name, {}, async () => undefined)).rejects.toMatchObject({ code: 'not_found' })
    await expect(discardKept(room, name)).rejects.toMatchObject({ code: 'not_found' })
  })
  it('forgets what is discarded', async () => {
    await keep()
    expect(await isKept(room, 'ada.home')).toBe(true)
    await discardKept(room, 'ada.home')
    await discardKept(room, 'ada.home')
    expect(await isKept(room, 'ada.home')).toBe(false)
    await expect(unkeep()).rejects.toMatchObject({ code: 'not_found' })
  })
  it('loses what a packing that was killed left of the same home, and of no other', async () => {
    await furnish()
    await mkdir(room.dir)
    for (const left of ['.making-ada.home-1', '.making-bob.home-1'])
      await writeFile(join(room.dir, left), 'half')
    await keep()
    expect((await readdir(room.dir)).sort()).toEqual(['.making-bob.home-1', 'ada.home'])
    await discardKept(room, 'bob.home')
    expect(await readdir(room.dir)).toEqual(['ada.home'])
    await unkeep()
  })
  it('loses drafts of long ago, and no others', async () => {
    await mkdir(room.dir)
    await writeFile(join(room.dir, '.making-1'), '')
    await writeFile(join(room.dir, 'ada.home'), '')
    await sweepDrafts(room)
    expect(await readdir(room.dir)).toHaveLength(2)
    await sweepDrafts(room, Date.now() + 2 * 24 * 60 * 60 * 1000)
    expect(await readdir(room.dir)).toEqual(['ada.home'])
    await sweepDrafts({ ...room, dir: at('nowhere') })
  })
})
