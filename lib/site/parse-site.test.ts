import { describe, expect, it } from 'vitest'
import { AppError } from '#lib/errors.ts'
import { parseSite } from './parse-site.ts'

describe('a site as people write it', () => {
  it.each([
    ['example.org', 'example.org'],
    ['  Example.ORG ', 'example.org'],
    ['example.org.', 'example.org'],
    ['https://docs.example.org/a/b?c=d#e', 'docs.example.org'],
    ['HTTP://example.org', 'example.org'],
    ['example.org/pricing', 'example.org'],
    ['https://example.org:443/', 'example.org'],
    ['*.example.org', '*.example.org'],
    ['*.Example.org.', '*.example.org'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['*.bücher.example', '*.xn--bcher-kva.example'],
    ['*', '*'],
  ])('%s is %s', (text, site) => expect(parseSite(text)).toBe(site))

  it.each([
    ['example.org:8080', /port/],
    ['http://example.org:81/', /port/],
    ['93.184.216.34', /bare address/],
    ['0x7f.1', /bare address/],
    ['2130706433', /bare address/],
    ['http://[::1]/', /bare address/],
    ['localhost', /dot/],
    ['*.com', /dot/],
    ['user@example.org', /example\.org/],
    ['https://user:word@example.org', /example\.org/],
    ['*example.org', /example\.org/],
    ['*.*.example.org', /example\.org/],
    ['docs.*.org', /example\.org/],
    ['**', /example\.org/],
    ['!example.org', /example\.org/],
    ['example..org', /example\.org/],
    ['-example.org', /example\.org/],
    ['exa mple.org', /example\.org/],
    ['ftp://example.org', /port|example\.org/],
    [`${'a'.repeat(64)}.org`, /example\.org/],
    [`${'a.'.repeat(140)}org`, /example\.org/],
    ['', /example\.org/],
  ])('%s is refused with what to write instead', (text, says) => {
    const parse = () => parseSite(text)
    expect(parse).toThrow(AppError)
    expect(parse).toThrow(says)
    expect(parse).toThrow(/Nothing was changed/)
  })
})
