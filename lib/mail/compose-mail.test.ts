import { describe, expect, it } from 'vitest'
import { composeMail } from './compose-mail.ts'

const data = {
  companyName: 'Acme',
  inviterName: 'Ada',
  role: 'member',
  url: 'https://deskhand.example.com/invitation/abc?x=1&y=2',
}

describe('the invitation', () => {
  const mail = composeMail('invitation', data)

  it('says who invites whom to what', () => expect(mail.subject).toBe('Ada invites you to Acme on Deskhand'))
  it('has the link as text and as a button', () => {
    expect(mail.text).toContain(data.url)
    expect(mail.html).toContain('href="https://deskhand.example.com/invitation/abc?x=1&amp;y=2"')
  })
  it('keeps names from becoming markup or header lines', () => {
    const { html, subject } = composeMail('invitation', {
      ...data,
      companyName: '<img src=x onerror=alert(1)>',
      inviterName: 'Eve\r\nBcc: all@example.com',
    })
    expect(html).not.toContain('<img')
    expect(subject).not.toMatch(/[\r\n]/)
  })
  it('refuses a link that is none', () =>
    expect(() => composeMail('invitation', { ...data, url: 'javascript:1' })).toThrow())
})

it.each(['newsletter', 'constructor', '__proto__'])('knows no template "%s"', (template) =>
  expect(() => composeMail(template, data)).toThrow('no mail template'),
)
