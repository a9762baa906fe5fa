import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { claimFile } from './claim-file.ts'
import { startTimeOf } from './processes.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deskhand-claim-test-'))
  file = join(folder, 'lock')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const claimOf = (pid: number, startTime: string | undefined) =>
  writeFileSync(file, JSON.stringify({ pid, startTime: startTime ?? null, note: 'http://localhost:1' }))

it('is not given while its holder lives', () => {
  claimOf(process.ppid, startTimeOf(process.ppid))
  expect(claimFile(file, 'mine')).toMatchObject({ held: false, holder: { note: 'http://localhost:1' } })
})

it('is given when the number of the dead holder belongs to another process now', () => {
  claimOf(process.ppid, '1')
  expect(claimFile(file, 'mine')).toMatchObject({ held: true, previous: { pid: process.ppid } })
})

it('is not given twice, within one process either', () => {
  expect(claimFile(file, 'mine').held).toBe(true)
  expect(claimFile(file, 'mine').held).toBe(false)
})

it('is given after a holder that died while writing', () => {
  writeFileSync(file, '{"pid":')
  expect(claimFile(file, 'mine').held).toBe(true)
})

it('can be had again once it was let go', () => {
  const first = claimFile(file, 'mine')
  if (first.held) first.release()
  expect(claimFile(file, 'mine')).toMatchObject({ held: true, previous: undefined })
})
