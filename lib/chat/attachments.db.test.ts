import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { hire } from '#lib/employee/hire.ts'
import { addCompany, addKey } from '#tests/support/company.ts'
import { openVerbWorld, outcome, outcomes, type VerbWorld } from '#tests/support/verbs.ts'
import { readAttachment } from './read-attachment.ts'
import { sendMessage } from './send-message.ts'
import { sniffMediaType } from './sniff-media-type.ts'
import { uploadAttachment } from './upload-attachment.ts'

let world: VerbWorld
let owner: Member
let employeeId: string

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  owner = (await addCompany(world.sql, { planKey: 'studio' })).owner
  employeeId = (await hire(owner, { roleKey: 'executive-assistant', name: 'Ada' })).id
})

const upload = (name: string, content: string | Buffer) =>
  uploadAttachment(owner, { employeeId, name, content: Buffer.from(content) })

describe('the type of a file', () => {
  const bytes = (hex: string) => Buffer.from(hex, 'hex')
  it.each<[string, string, Buffer, string | undefined]>([
    ['a picture', 'a.png', bytes('89504e470d0a1a0a00'), 'image/png'],
    ['a picture that says it is text', 'a.txt', bytes('ffd8ffe000104a46'), 'image/jpeg'],
    ['an animation', 'a', Buffer.from('GIF89a...'), 'image/gif'],
    ['a WebP', 'a', Buffer.from('RIFF\0\0\0\0WEBPVP8 ', 'latin1'), 'image/webp'],
    ['a document', 'a.exe', Buffer.from('%PDF-1.7'), 'application/pdf'],
    ['text', 'notes', Buffer.from('Grüße 👋'), 'text/plain'],
    ['Markdown', 'README.MD', Buffer.from('# Hi'), 'text/markdown'],
    ['a table', 'a.csv', Buffer.from('a,b'), 'text/csv'],
    ['data', 'a.json', Buffer.from('{}'), 'application/json'],
    ['a page, which is text to us', 'a.html', Buffer.from('<script>'), 'text/plain'],
    [
      'a drawing that can run scripts, which is text to us',
      'a.svg',
      Buffer.from('<svg onload="x">'),
      'text/plain',
    ],
    ['a program', 'a.png', bytes('7f454c4602010100'), undefined],
    ['an archive', 'a.txt', bytes('504b030414000000'), undefined],
    ['text in UTF-16', 'a.txt', bytes('fffe48006900'), undefined],
    ['half a signature', 'a.png', bytes('89504e47'), undefined],
  ])('is read from its content: %s', (_, name, content, mediaType) => {
    expect(sniffMediaType(name, content)).toBe(mediaType)
  })
})

describe('a file', () => {
  it('is not sent with others that are too much for a desk together', async () => {
    const big = 'x'.repeat(3_900_000)
    const files = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => upload(name, big)))
    const ids = files.map(({ id }) => id)
    const send = (attachments: string[]) => () => sendMessage(owner, { employeeId, text: '', attachments })
    expect(await outcome(send(ids))).toBe('too_large')
    expect(await outcome(send(ids.slice(1)))).toBe('done')
  })

  it('is kept, sent with a message, and read by its company alone', async () => {
    const { id } = await upload('notes.txt', 'Hello')
    const sent = await sendMessage(owner, { employeeId, text: 'See attached', attachments: [id] })
    expect(sent.attachments).toMatchObject([{ id, name: 'notes.txt', sizeBytes: 5 }])
    expect((await readAttachment(owner, { id })).content.toString()).toBe('Hello')
    const { owner: stranger } = await addCompany(world.sql)
    expect(await outcome(() => readAttachment(stranger, { id }))).toBe('not_found')
    expect(await outcome(() => readAttachment(owner, { id: randomUUID() }))).toBe('not_found')
  })

  it('goes with one message only, whoever is first', async () => {
    const { id } = await upload('notes.txt', 'Hello')
    const send = () => sendMessage(owner, { employeeId, text: 'x', attachments: [id] })
    expect(await outcomes([send, send])).toEqual(['done', 'not_found'])
  })

  it('stays with a message that is edited, and can be left out then', async () => {
    const [kept, dropped] = await Promise.all([upload('a.txt', 'a'), upload('b.txt', 'b')])
    const first = await sendMessage(owner, { employeeId, text: 'x', attachments: [kept.id, dropped.id] })
    const other = () => sendMessage(owner, { employeeId, text: 'y', attachments: [kept.id] })
    expect(await outcome(other)).toBe('not_found')
    const edited = await sendMessage(owner, {
      employeeId,
      text: 'better',
      attachments: [kept.id],
      replaces: first.id,
    })
    expect(edited.attachments.map(({ name }) => name)).toEqual(['a.txt'])
  })

  it('goes to the employee it was uploaded for', async () => {
    const { id } = await upload('notes.txt', 'Hello')
    const grace = await hire(owner, { roleKey: 'executive-assistant', name: 'Grace' })
    const send = () => sendMessage(owner, { employeeId: grace.id, text: 'x', attachments: [id] })
    expect(await outcome(send)).toBe('not_found')
  })

  it('named twice in a message is attached once', async () => {
    const { id } = await upload('notes.txt', 'Hello')
    const sent = await sendMessage(owner, { employeeId, text: '', attachments: [id, id] })
    expect(sent.attachments.length).toBe(1)
  })

  it('has limits', async () => {
    expect(await outcome(() => upload('a.txt', ''))).toBe('invalid')
    expect(await outcome(() => upload('a.txt', Buffer.alloc(4 * 1024 * 1024, 'x')))).toBe('done')
    expect(await outcome(() => upload('a.txt', Buffer.alloc(4 * 1024 * 1024 + 1, 'x')))).toBe('too_large')
    expect(await outcome(() => upload('a.bin', Buffer.from([0, 1, 2])))).toBe('unsupported_media')
    const reader = await addKey(world.sql, owner.companyId, { scopes: ['read'] })
    const byReader = () => uploadAttachment(reader, { employeeId, name: 'a', content: Buffer.from('x') })
    expect(await outcome(byReader)).toBe('not_allowed')
  })

  it('is never named by a path or by signs nobody sees', async () => {
    expect((await upload('../../etc/passwd', 'x')).name).toBe('passwd')
    expect((await upload('\u202e\0\n', 'x')).name).toBe('file')
    expect((await upload('x'.repeat(400), 'x')).name.length).toBe(255)
  })

  it('of a name cut in the middle of an emoji is still kept', async () => {
    const { name } = await upload(`${'x'.repeat(254)}👋.txt`, 'x')
    expect(name).toBe(`${'x'.repeat(254)}👋`)
  })
})
