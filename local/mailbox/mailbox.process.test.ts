import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import nodemailer from 'nodemailer'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freePort } from '#tests/support/free-port.ts'
import { type Mailbox, startMailbox } from './start.ts'

let folder: string
let options: Parameters<typeof startMailbox>[0]
let mailbox: Mailbox

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'deskhand-mailbox-test-'))
  options = { smtpPort: await freePort(), httpPort: await freePort(), file: join(folder, 'mails.jsonl') }
  mailbox = await startMailbox(options)
})

afterEach(async () => {
  await mailbox.stop()
  rmSync(folder, { recursive: true, force: true })
})

function send(mail: { to: string; subject: string; text?: string; html?: string }) {
  return nodemailer
    .createTransport(mailbox.smtpUrl)
    .sendMail({ from: 'Deskhand <desk@example.com>', ...mail })
}

async function mailsOf(
  to?: string,
): Promise<{ to: string; subject: string; links: string[]; code: string }[]> {
  const query = to === undefined ? '' : `?to=${encodeURIComponent(to)}`
  return (await fetch(`${mailbox.url}/mailbox.json${query}`)).json()
}

describe('the mailbox', () => {
  it('shows what was mailed to an address, newest first, with code and links', async () => {
    await send({ to: 'ada@example.com', subject: 'First', text: 'Your code is 123456' })
    await send({
      to: 'ada@example.com',
      subject: 'Second',
      text: 'Your code is 654321, or open http://localhost:3000/auth/confirm?token_hash=999999aa&type=email',
      html: '<p style="color:#111111">654321 <a href="http://localhost:3000/a?b=1&amp;c=2">open</a></p>',
    })
    await send({ to: 'grace@example.com', subject: 'Not hers', text: 'hello' })
    const mails = await mailsOf('Ada@Example.com')
    expect(mails.map((mail) => mail.subject)).toEqual(['Second', 'First'])
    expect(mails[0]).toMatchObject({
      to: 'ada@example.com',
      code: '654321',
      links: [
        'http://localhost:3000/auth/confirm?token_hash=999999aa&type=email',
        'http://localhost:3000/a?b=1&c=2',
      ],
    })
    expect(mails[0]).toHaveProperty('html')
    expect(await mailsOf()).toHaveLength(3)
  })

  it('keeps an entry for each recipient', async () => {
    await send({ to: 'ada@example.com, grace@example.com', subject: 'Both', text: 'hello' })
    expect(await mailsOf('ada@example.com')).toHaveLength(1)
    expect(await mailsOf('grace@example.com')).toHaveLength(1)
  })

  it('keeps its mails over a restart, even when the last line was cut short by a crash', async () => {
    await send({ to: 'ada@example.com', subject: 'Kept', text: 'hello' })
    await mailbox.stop()
    appendFileSync(options.file, '{"id":"half')
    mailbox = await startMailbox(options)
    await send({ to: 'ada@example.com', subject: 'Later', text: 'hello' })
    expect((await mailsOf()).map((mail) => mail.subject)).toEqual(['Later', 'Kept'])
  })

  it('is a page one can read, and shows a mail as text, never as part of itself', async () => {
    const empty = await (await fetch(`${mailbox.url}/mailbox`)).text()
    expect(empty).toContain('No mail yet')
    await send({ to: 'ada@example.com', subject: '<script>alert(1)</script>', html: '<b>"quoted"</b>' })
    const page = await (await fetch(`${mailbox.url}/mailbox`)).text()
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).toContain(
      'srcdoc="&lt;base target=&quot;_top&quot;&gt;&lt;b&gt;&quot;quoted&quot;&lt;/b&gt;"',
    )
  })

  it('answers nobody who comes under another name', async () => {
    const answer = await fetch(`${mailbox.url.replace('127.0.0.1', 'localhost')}/mailbox.json`)
    expect(answer.status).toBe(200)
    const { request } = await import('node:http')
    const status = await new Promise((resolve) => {
      request(`${mailbox.url}/mailbox.json`, { headers: { host: 'evil.example' } }, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).end()
    })
    expect(status).toBe(403)
  })
})
