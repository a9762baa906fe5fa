import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { deskHostOf, deskUrlOf, labelOfHost } from './desk-host.ts'
import { readTicket, signTicket, type TicketClaims } from './ticket.ts'

const secret = 't'.repeat(32)
const label = '0123456789abcdef0123456789abcdef'
const claims: TicketClaims = {
  jti: randomUUID(),
  aud: `${label}.desk.localhost:3009`,
  companyId: randomUUID(),
  userId: randomUUID(),
  employeeId: randomUUID(),
  deskId: randomUUID(),
  right: 'view',
  exp: 1_800_000_000_000,
}
const ticket = signTicket(secret, claims)
const [body = '', mac = ''] = ticket.split('.')

describe('a ticket', () => {
  it('says what was signed', () => {
    expect(readTicket(secret, ticket)).toEqual(claims)
  })

  const stronger = Buffer.from(JSON.stringify({ ...claims, right: 'control' })).toString('base64url')
  it.each([
    ['that is empty', ''],
    ['of words', 'let me in'],
    ['without a signature', body],
    ['with an empty signature', `${body}.`],
    ['with a third part', `${ticket}.${mac}`],
    ['with another right', `${stronger}.${mac}`],
    ['with one sign of the signature changed', `${body}.${mac.startsWith('A') ? 'B' : 'A'}${mac.slice(1)}`],
    ['with a signature written otherwise', `${ticket}=`],
    ['signed with another secret', signTicket('u'.repeat(32), claims)],
    ['that is endless', `${body}${'A'.repeat(5000)}.${mac}`],
  ])('%s is none', (_, wrong) => {
    expect(readTicket(secret, wrong)).toBeUndefined()
  })

  it('is no ticket with every single sign of it changed', () => {
    for (let at = 0; at < ticket.length; at += 1) {
      const sign = ticket[at] === 'x' ? 'y' : 'x'
      const wrong = `${ticket.slice(0, at)}${sign}${ticket.slice(at + 1)}`
      expect(readTicket(secret, wrong)).toBeUndefined()
    }
  })
})

describe('the host of a desk', () => {
  const local = 'http://*.desk.localhost:3009'

  it('has the desk’s label in place of the star', () => {
    expect(deskUrlOf(local, label)).toBe(`http://${label}.desk.localhost:3009`)
    expect(deskHostOf('https://*.desks.example.com', label)).toBe(`${label}.desks.example.com`)
    expect(deskHostOf('https://*.desks.example.com:443', label)).toBe(`${label}.desks.example.com`)
  })

  it('gives the label back', () => {
    expect(labelOfHost(local, `${label}.desk.localhost:3009`)).toBe(label)
  })

  it.each([
    '',
    'desk.localhost:3009',
    `${label}.desk.localhost`,
    `${label}.desk.localhost:3010`,
    `${label}.desk.localhost:3009.evil.example`,
    `${label}.evil.example:3009`,
    `x.${label}.desk.localhost:3009`,
    `${label.toUpperCase()}.desk.localhost:3009`,
    `${label.slice(1)}.desk.localhost:3009`,
    '127.0.0.1:3009',
    'localhost:3009',
  ])('is not %j', (host) => {
    expect(labelOfHost(local, host)).toBeUndefined()
  })
})
