import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DeskRecord, type DeskRecords, openRecords } from './desk-record.ts'

let dir: string
let records: DeskRecords
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'deskhand-records-'))
  records = openRecords(dir)
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const ada: DeskRecord = {
  deskId: 'ada',
  generation: 1,
  filesHash: 'files-1',
  configHash: 'config-1',
  hostname: 'desk',
  release: null,
  imageId: 'sha256:1',
  changedAt: '2026-11-21T12:00:00.000Z',
  startAskedAt: null,
  stopAskedAt: null,
  exit: null,
}
const secrets = {
  generation: 1,
  filesHash: 'files-1',
  configHash: 'config-1',
  files: [{ path: 'SOUL.md', content: 'I am.' }],
  gatewayConfig: { gateway: { port: 1 } },
  environment: { OPENCLAW_GATEWAY_TOKEN: 'secret' },
}

describe('what is remembered of a desk', () => {
  it('is read as it was written', async () => {
    expect(await records.read('ada')).toBeUndefined()
    await records.write(ada)
    await records.writeHandover('ada', secrets)
    expect(await records.read('ada')).toEqual(ada)
    expect(await records.readHandover('ada')).toEqual(secrets)
    expect(await records.ids()).toEqual(['ada'])
    expect(await records.hasHandover('ada')).toBe(true)
    expect(await records.hasHandover('bob')).toBe(false)
  })

  it('is nobody else’s to read', async () => {
    expect((await stat(join(dir, 'ada/handover.json'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(dir, 'ada'))).mode & 0o777).toBe(0o700)
  })

  it('counts as nothing when it is damaged', async () => {
    await writeFile(join(dir, 'ada/desk.json'), '{"deskId":"ada","gener')
    expect(await records.read('ada')).toBeUndefined()
    await writeFile(join(dir, 'ada/desk.json'), '{"deskId":"ada"}')
    expect(await records.read('ada')).toBeUndefined()
    await writeFile(join(dir, 'ada/handover.json'), '{}')
    expect(await records.hasHandover('ada')).toBe(false)
  })

  it('is forgotten, twice without harm', async () => {
    await records.forget('ada')
    await records.forget('ada')
    expect(await records.ids()).toEqual([])
  })

  it.each(['../ada', 'a/b', '', '.', 'A'])('"%s" is no id of a desk', async (deskId) => {
    await expect(records.read(deskId)).rejects.toMatchObject({ code: 'invalid' })
  })
})
