import { describe, expect, it } from 'vitest'
import { composeMail } from './compose-mail.ts'
import { samples } from './samples.ts'
import { templates } from './templates.ts'

const place = {
  siteUrl: 'https://deskhand.example.com',
  choicesUrl: 'https://deskhand.example.com/mail/1/sign',
}
const compose = (template: string, data: unknown) => composeMail({ template, data }, place)
const all = Object.entries(samples).flatMap(([template, given]) => given.map((data) => ({ template, data })))

describe('the invitation', () => {
  const data = { ...samples.invitation[0], url: 'https://deskhand.example.com/invitation/abc?x=1&y=2' }
  const { mail } = compose('invitation', data)

  it('says who invites whom to what', () =>
    expect(mail.subject).toBe('Mara invites you to Bicycle Works on Deskhand'))
  it('has the link as text and as a button', () => {
    expect(mail.text).toContain(data.url)
    expect(mail.html).toContain('href="https://deskhand.example.com/invitation/abc?x=1&amp;y=2"')
  })
  it('keeps names from becoming markup or header lines', () => {
    const { html, subject } = compose('invitation', {
      ...data,
      companyName: '<img src=x onerror=alert(1)>',
      inviterName: 'Eve\r\nBcc: all@example.com',
    }).mail
    expect(html).not.toContain('<img')
    expect(subject).not.toMatch(/[\r\n]/)
  })
  it('refuses a link that is none', () =>
    expect(() => compose('invitation', { ...data, url: 'javascript:1' })).toThrow())
})

describe('the mail about an allowance of the company', () => {
  const data = {
    companyName: 'Bicycle Works',
    scope: 'company',
    spentMicros: 5_000_000,
    capMicros: 5_000_000,
  }
  const written = (more: object) => compose('allowance-reached', { ...data, ...more }).mail.text

  it.each([80, 100])('at %d %% is about the month, and says what brings more', (percent) => {
    expect(written({ percent })).toContain('allowance this month.')
    expect(written({ percent })).toContain('add a seat or choose a larger plan')
  })

  it.each([80, 100])('at %d %% is about no month before somebody pays', (percent) => {
    const text = written({ percent, isBeforePaying: true })
    expect(text).toContain('allowance for the time before you pay.')
    expect(text).toContain('a plan is paid')
    expect(text).not.toContain('month')
    expect(text).toContain('https://deskhand.example.com/billing')
  })
})

it('has a sample of every template', () =>
  expect(Object.keys(samples).sort()).toEqual(Object.keys(templates).sort()))

describe.each(all)('$template', ({ template, data }) => {
  const { mail, kind } = compose(template, data)

  it('says the same in text and in HTML, with one button', () => {
    expect(mail.html.match(/class="dh-button"/g)).toHaveLength(1)
    const words = mail.html.replace(/<[^>]*>/g, ' ').replace(/&#39;/g, "'")
    for (const line of mail.text.split('\n\n').slice(0, 2)) expect(words).toContain(line)
  })
  it('has a subject that fits a list of mails', () => expect(mail.subject.length).toBeLessThanOrEqual(80))
  it('leaves no value out', () =>
    expect(mail.subject + mail.text + mail.html).not.toMatch(/undefined|null|NaN|Invalid|\$\{/))
  it('stays below what mail programs cut off', () => expect(mail.html.length).toBeLessThan(20_000))
  it('can be turned off, or says why it comes', () => {
    if (kind) expect(mail.text).toContain(place.choicesUrl)
    else expect(mail.text).not.toContain(place.choicesUrl)
    expect(mail.text).toMatch(/You get this|Do not know the sender/)
  })
})

it('says amounts and days as people say them', () => {
  const { text } = compose('payment-failed', {
    companyName: 'Acme',
    amountCents: 123_456,
    currency: 'eur',
    graceEndsAt: '2026-11-24T14:05:00.000Z',
  }).mail
  expect(text).toContain('€1,234.56')
  expect(text).toContain('Tuesday, 24 November 2026')
})

it('knows that a yen has no cents', () => {
  const { subject } = compose('payment-failed', {
    companyName: 'Acme',
    amountCents: 5000,
    currency: 'jpy',
    graceEndsAt: '2026-11-24T14:05:00.000Z',
  }).mail
  expect(subject).toContain('¥5,000')
})

it('comes too late once what it announces has happened', () => {
  const endsAt = '2026-11-24T14:05:00.000Z'
  expect(compose('trial-ending', { companyName: 'Acme', endsAt, days: 1 }).lateFrom).toEqual(new Date(endsAt))
})

it.each(['newsletter', 'constructor', '__proto__'])('knows no template "%s"', (template) =>
  expect(() => compose(template, {})).toThrow('no mail template'),
)
