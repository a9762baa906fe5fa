import { describe, expect, it } from 'vitest'
import { identityHash, networkOf, normalizeEmail } from './trial-identity.ts'

describe('a mailbox', () => {
  it.each([
    ['Ada@Example.com', 'ada@example.com'],
    [' ada+trial@example.com ', 'ada@example.com'],
    ['ada+one+two@example.com', 'ada@example.com'],
    ['a.d.a@gmail.com', 'ada@gmail.com'],
    ['A.da+x@GoogleMail.com', 'ada@gmail.com'],
  ])('spelled %s is %s', (spelled, mailbox) => {
    expect(normalizeEmail(spelled)).toBe(mailbox)
  })

  it.each([
    ['a.da@example.com', 'ada@example.com'],
    ['ada@gmail.com', 'ada@example.com'],
    ['+ada@example.com', '+bo@example.com'],
  ])('%s is another one than %s', (one, other) => {
    expect(normalizeEmail(one)).not.toBe(normalizeEmail(other))
  })
})

describe('a network', () => {
  it.each([
    ['93.184.216.34', '93.184.216.200'],
    ['2606:4700:4700::1111', '2606:4700:4700:ffff::1'],
    ['::ffff:93.184.216.34', '93.184.216.1'],
  ])('of %s is that of %s', (one, other) => {
    expect(networkOf(one)).toBeDefined()
    expect(networkOf(one)).toBe(networkOf(other))
  })

  it.each([
    ['93.184.216.34', '93.184.217.34'],
    ['2606:4700:4700::1111', '2606:4700:4701::1111'],
  ])('of %s is not that of %s', (one, other) => {
    expect(networkOf(one)).not.toBe(networkOf(other))
  })

  it.each(['127.0.0.1', '::1', '10.1.2.3', '192.168.0.7', 'fe80::1', 'unknown', ''])(
    'says nothing about who asks from %j',
    (address) => {
      expect(networkOf(address)).toBeUndefined()
    },
  )
})

it('digests of different kinds never meet', () => {
  expect(identityHash('email', 'x')).not.toEqual(identityHash('card', 'x'))
  expect(identityHash('card', 'x')).toEqual(identityHash('card', 'x'))
})
