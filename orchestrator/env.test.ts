import { describe, expect, it } from 'vitest'
import { readEnvironment } from './env.ts'

const enough = {
  DATABASE_URL: 'postgres://user:password@localhost:5432/postgres',
  SITE_URL: 'http://localhost:3000',
  ORCHESTRATOR_SECRET: 'o'.repeat(32),
  INSTALLATION_SECRET: 'i'.repeat(32),
}

describe('readEnvironment', () => {
  it('needs little', () =>
    expect(readEnvironment(enough)).toMatchObject({
      port: 3001,
      modelProxy: { port: 3002, url: 'http://127.0.0.1:3002' },
      runtime: 'process',
    }))

  it('takes an empty variable for one that is not set', () =>
    expect(readEnvironment({ ...enough, ANTHROPIC_API_KEY: ' ', DESK_RUNTIME: '' })).toMatchObject({
      runtime: 'process',
      modelUpstream: { apiKey: undefined },
    }))

  it('knows how large a desk in Docker may be', () => {
    const docker = {
      DESK_MEMORY_MB: '2048',
      DESK_HOME_GB: '5',
      DESK_IMAGE: 'desk@sha256:1',
      HTTPS_PROXY: 'http://proxy:1',
    }
    expect(readEnvironment({ ...enough, ...docker }).docker).toMatchObject({
      limits: { memoryBytes: 2_147_483_648, homeBytes: 5_368_709_120 },
      images: { desk: 'desk@sha256:1' },
      buildProxies: { HTTPS_PROXY: 'http://proxy:1' },
    })
    expect(readEnvironment(enough).docker).toMatchObject({ limits: {}, images: {} })
  })

  it('shows desktops where it is told of hosts for them, with a secret for the tickets', () => {
    expect(readEnvironment(enough).edge).toBeUndefined()
    const hosts = { ...enough, DESK_HOSTS_URL: 'http://*.desk.localhost:3009' }
    expect(() => readEnvironment(hosts)).toThrow(/DESK_TICKET_SECRET is not set, and DESK_HOSTS_URL is/)
    expect(readEnvironment({ ...hosts, DESK_TICKET_SECRET: 't'.repeat(32) }).edge).toEqual({
      port: 3009,
      hostsUrl: 'http://*.desk.localhost:3009',
      ticketSecret: 't'.repeat(32),
    })
  })

  it('knows where checks find names that no name server knows', () => {
    const { checkHosts } = readEnvironment({
      ...enough,
      CHECK_HOSTS: 'shop.example=127.0.0.1:81, b.example=b:82',
    })
    expect([...checkHosts]).toEqual([
      ['shop.example', { host: '127.0.0.1', port: 81 }],
      ['b.example', { host: 'b', port: 82 }],
    ])
    expect(readEnvironment(enough).checkHosts.size).toBe(0)
    expect(() => readEnvironment({ ...enough, CHECK_HOSTS: 'shop.example' })).toThrow(
      /CHECK_HOSTS\S* must look like/,
    )
  })

  it('keeps a few warm desks unless told otherwise', () => {
    expect(readEnvironment(enough).pool).toEqual({ min: 1, max: 3 })
    expect(readEnvironment({ ...enough, DESK_WARM_MIN: '0' }).pool).toEqual({ min: 0, max: 3 })
    expect(readEnvironment({ ...enough, DESK_WARM_MIN: '5' }).pool).toEqual({ min: 5, max: 5 })
  })

  it('names all that is missing at once', () =>
    expect(() => readEnvironment({})).toThrow(/DATABASE_URL is not set[\s\S]*ORCHESTRATOR_SECRET is not set/))

  it.each([
    ['ORCHESTRATOR_PORT', '80'],
    ['ORCHESTRATOR_PORT', 'http'],
    ['DATABASE_URL', 'mysql://x'],
    ['ORCHESTRATOR_SECRET', 'short'],
    ['DESK_RUNTIME', 'vm'],
    ['LOG_LEVEL', 'loud'],
    ['SMTP_URL', 'localhost:25'],
    ['DESK_STARTS_AT_ONCE', '0'],
    ['DESK_WARM_MIN', '-1'],
    ['DESK_MEMORY_MB', '16'],
    ['DESK_CPUS', 'many'],
    ['DESK_HOSTS_URL', 'http://desk.localhost:3009'],
    ['DESK_HOSTS_URL', 'http://*:3009/path'],
    ['DESK_TICKET_SECRET', 'short'],
    ['DESK_EDGE_PORT', '80'],
    ['DESKHAND_CRASH_AT', 'now'],
  ])('names %s when it is "%s", without showing it', (name, value) => {
    expect(() => readEnvironment({ ...enough, [name]: value })).toThrow(name)
    if (value.length > 4) expect(() => readEnvironment({ ...enough, [name]: value })).not.toThrow(value)
  })
})
