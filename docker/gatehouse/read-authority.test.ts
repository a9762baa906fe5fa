import { describe, expect, it } from 'vitest'
import { readAuthority } from './read-authority.ts'

const latin1 = (text: string) => Buffer.from(text).toString('latin1')

describe('a name and a port', () => {
  it.each([
    ['example.org:443', 'example.org', 443],
    ['EXAMPLE.Org:80', 'example.org', 80],
    ['example.org.:443', 'example.org', 443],
    ['a_b.example.org:443', 'a_b.example.org', 443],
    ['xn--bcher-kva.example:443', 'xn--bcher-kva.example', 443],
    ['localhost:443', 'localhost', 443],
    [latin1('bücher.example:443'), 'xn--bcher-kva.example', 443],
    [latin1('BÜCHER。example:443'), 'xn--bcher-kva.example', 443],
    ['example.org:65535', 'example.org', 65_535],
  ])('%s', (text, host, port) => expect(readAuthority(text)).toEqual({ kind: 'name', host, port }))

  it('has the usual port where none is written and one is usual', () => {
    expect(readAuthority('example.org', 80)).toEqual({ kind: 'name', host: 'example.org', port: 80 })
    expect(readAuthority('example.org:81', 80)?.port).toBe(81)
    expect(readAuthority('example.org')).toBeUndefined()
  })
})

describe('an address comes out as an address, however it is written', () => {
  it.each([
    ['127.0.0.1:80', '127.0.0.1'],
    ['127.0.0.1.:80', '127.0.0.1'],
    ['127.1:80', '127.0.0.1'],
    ['2130706433:80', '127.0.0.1'],
    ['0x7f000001:80', '127.0.0.1'],
    ['0x7f.0.0.1:80', '127.0.0.1'],
    ['0177.0.0.1:80', '127.0.0.1'],
    ['017700000001:80', '127.0.0.1'],
    [latin1('１２７.0.0.1:80'), '127.0.0.1'],
    ['169.254.43518:80', '169.254.169.254'],
    ['0:80', '0.0.0.0'],
    ['8.8.8.8:443', '8.8.8.8'],
    ['[::1]:80', '::1'],
    ['[::ffff:127.0.0.1]:80', '::ffff:7f00:1'],
    ['[0:0:0:0:0:ffff:0a00:0001]:80', '::ffff:a00:1'],
  ])('%s', (text, host) => expect(readAuthority(text)).toMatchObject({ kind: 'address', host }))
})

describe('nothing that could be a site', () => {
  it.each([
    '',
    ':443',
    'example.org:',
    'example.org:0',
    'example.org:65536',
    'example.org:443:443',
    'example.org:-1',
    'example.org:4 43',
    'user@example.org:443',
    'user:word@example.org:443',
    'example.org@evil.example:443',
    'example.org/path:443',
    'example.org?x:443',
    'example.org#x:443',
    'example.org\\evil.example:443',
    'ex%61mple.org:443',
    'example.org%00.evil.example:443',
    'example.org\0:443',
    'example.org\t:443',
    'exa mple.org:443',
    'example..org:443',
    '.example.org:443',
    '-example.org:443',
    'example.org..:443',
    `${'a'.repeat(64)}.org:443`,
    `${'a.'.repeat(127)}org:443`,
    '[::1%25eth0]:80',
    '[::1:80',
    '::1:80',
    '[example.org]:80',
    '256.256.256.256:80',
    '1.2.3.4.5:80',
    '*.example.org:443',
    'http://example.org:80',
    latin1('exa\u00admple\u2028.org:443'),
    '\xff\xfe.example:443',
  ])('%j', (text) => expect(readAuthority(text)).toBeUndefined())
})
