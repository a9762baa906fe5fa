/** Takes every mail that is sent to it and delivers none. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import PostalMime from 'postal-mime'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { type CaughtMail, codeOf, linksOf } from './mail.ts'

const maxMailBytes = 25 * 1024 * 1024

export async function startSmtp(port: number, keep: (mail: CaughtMail) => void) {
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    size: maxMailBytes,
    disableReverseLookup: true,
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? 'anyone' }),
    onData: (stream, session, done) => {
      receive(stream, session).then(
        (mails) => {
          for (const mail of mails) keep(mail)
          done()
        },
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      )
    },
  })
  // A client that hangs up in the middle of a sentence is no reason to end.
  server.on('error', (error) => console.warn(`SMTP: ${error.message}`))
  const listening = server.listen(port, '127.0.0.1')
  await once(listening, 'listening')
  return {
    url: `smtp://127.0.0.1:${port}`,
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}

async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<CaughtMail[]> {
  const parsed = await PostalMime.parse(await buffer(stream))
  const text = parsed.text?.trim() ?? ''
  const html = parsed.html?.trim() ?? ''
  const shared = {
    receivedAt: new Date().toISOString(),
    from: parsed.from?.address ?? '',
    subject: parsed.subject ?? '',
    text,
    html,
    links: linksOf(text, html),
    code: codeOf(text, html),
  }
  return session.envelope.rcptTo.map((recipient) => ({ id: randomUUID(), to: recipient.address, ...shared }))
}
