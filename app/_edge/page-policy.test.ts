import { afterEach, describe, expect, it, vi } from 'vitest'
import { pagePolicy } from './page-policy.ts'

afterEach(() => vi.unstubAllEnvs())

const rulesOf = (policy: string) =>
  new Map(policy.split('; ').map((rule) => [rule.split(' ')[0] ?? '', rule.split(' ').slice(1)]))

describe('the policy of a page', () => {
  it('lets scripts of ours run and no others', () => {
    expect(rulesOf(pagePolicy('abc')).get('script-src')).toEqual(["'self'", "'nonce-abc'"])
  })

  it('names no other place, and no page frames it', () => {
    const policy = pagePolicy('abc')
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/)
    const rules = rulesOf(policy)
    expect(rules.get('default-src')).toEqual(["'none'"])
    for (const name of ['frame-ancestors', 'object-src', 'base-uri', 'frame-src']) {
      expect(rules.get(name)).toEqual(["'none'"])
    }
    expect(rules.get('form-action')).toEqual(["'self'"])
  })

  it('lets pages reach the hosts of desks, and only those', () => {
    expect(rulesOf(pagePolicy('abc')).get('connect-src')).toEqual(["'self'"])
    vi.stubEnv('DESK_HOSTS_URL', 'https://*.desks.example.com')
    expect(rulesOf(pagePolicy('abc')).get('connect-src')).toEqual([
      "'self'",
      'https://*.desks.example.com',
      'wss://*.desks.example.com',
    ])
    vi.stubEnv('DESK_HOSTS_URL', "https://*; script-src 'unsafe-inline'")
    expect(rulesOf(pagePolicy('abc')).get('connect-src')).toEqual(["'self'"])
  })

  it('asks for TLS where the product is reached by it', () => {
    expect(pagePolicy('abc')).not.toContain('upgrade-insecure-requests')
    vi.stubEnv('SITE_URL', 'https://deskhand.example')
    expect(pagePolicy('abc')).toContain('upgrade-insecure-requests')
  })

  it('evaluates code in development alone', () => {
    vi.stubEnv('NODE_ENV', 'development')
    expect(pagePolicy('abc')).toContain("'unsafe-eval'")
  })
})
