// The link by which a mail's reader chooses which mails they get, without signing in: the mail's id, and a signature that nobody
// else can make.
import { createHmac, timingSafeEqual } from 'node:crypto'

/** `secret` is what app and orchestrator share. */
export function choicesUrl(mailId: string, { siteUrl, secret }: { siteUrl: string; secret: string }): string {
  return `${siteUrl}/mail/${mailId}/${signatureOf(mailId, secret)}`
}

/** Where mail programs unsubscribe by themselves (RFC 8058). */
export function oneClickUrl(
  mailId: string,
  { siteUrl, secret }: { siteUrl: string; secret: string },
): string {
  return `${siteUrl}/mail/${mailId}/${signatureOf(mailId, secret)}/unsubscribe`
}

export function isSigned(mailId: string, signature: string, secret: string): boolean {
  const expected = Buffer.from(signatureOf(mailId, secret))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function signatureOf(mailId: string, secret: string): string {
  return createHmac('sha256', secret).update(`deskhand.mail-choices:${mailId}`).digest('base64url')
}
