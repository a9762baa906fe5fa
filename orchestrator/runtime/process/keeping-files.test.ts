import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeWhole } from '../write-whole.ts'
import { deskFolder } from './desk-folder.ts'
import { readRecord } from './desk-record.ts'
import { readLogTail, rotateLog, sizeOf } from './gateway-log.ts'
import { holdInstallLock } from './install-lock.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'deskhand-keeping-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

describe('a file written whole', () => {
  it('replaces the old one, also a read-only one, and leaves no draft', async () => {
    await writeWhole(join(dir, 'a'), 'old', 0o444)
    await writeWhole(join(dir, 'a'), 'new', 0o444)
    expect(await readFile(join(dir, 'a'), 'utf8')).toBe('new')
    expect(await readdir(dir)).toEqual(['a'])
  })
  it('leaves no draft when it fails', async () => {
    await mkdir(join(dir, 'folder'))
    await expect(writeWhole(join(dir, 'folder'), 'x')).rejects.toThrow()
    expect(await readdir(dir)).toEqual(['folder'])
  })
})

describe('a record', () => {
  it.each(['', '{', '{}', '{"deskId":1}', 'null'])('that says %j is as good as none', async (text) => {
    const folder = deskFolder(dir, 'ada')
    await mkdir(folder.root)
    await writeFile(folder.record, text)
    expect(await readRecord(folder)).toBeUndefined()
  })
  it('that is missing is none', async () => expect(await readRecord(deskFolder(dir, 'bob'))).toBeUndefined())
})

describe('a log', () => {
  it('is rotated under its writer, and its end is read from where a launch began', async () => {
    const log = join(dir, 'gateway.log')
    expect(await readLogTail(log, 0)).toBe('')
    await writeFile(log, 'before\n')
    const since = await sizeOf(log)
    await appendFile(log, 'after\n')
    expect(await readLogTail(log, since)).toBe('after\n')
    await rotateLog(log, 1000)
    expect(await sizeOf(log)).toBe(13)
    await rotateLog(log, 10)
    expect([await sizeOf(log), await readFile(`${log}.1`, 'utf8')]).toEqual([0, 'before\nafter\n'])
    await appendFile(log, 'new\n')
    expect(await readLogTail(log, since)).toBe('new\n')
  })
  it('is read by its end only, however long it is', async () => {
    await writeFile(join(dir, 'log'), `${'x'.repeat(200_000)}end`)
    const tail = await readLogTail(join(dir, 'log'), 0)
    expect([tail.length, tail.endsWith('end')]).toEqual([65_536, true])
  })
})

describe('the lock of installers', () => {
  it('lets one in at a time', async () => {
    const path = join(dir, 'lock')
    const order: string[] = []
    const release = await holdInstallLock(path)
    const second = holdInstallLock(path).then((releaseSecond) => {
      order.push('second')
      return releaseSecond()
    })
    order.push('first')
    await release()
    await second
    expect(order).toEqual(['first', 'second'])
    expect(await readdir(dir)).toEqual([])
  })
  it('is taken over when nobody touches it', async () => {
    const path = join(dir, 'lock')
    await writeFile(path, 'of a killed installer')
    await (await holdInstallLock(path, 100))()
    expect(await readdir(dir)).toEqual([])
  })
})
