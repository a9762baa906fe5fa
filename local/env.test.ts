import { isAbsolute } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSettings } from './env.ts'

const settings = (given: NodeJS.Dict<string> = {}, args: string[] = []) =>
  readSettings(args, { NODE_ENV: 'test', ...given })

describe('the settings of the local stack', () => {
  it('have a value for everything', () => {
    const { ports, siteUrl, home, fresh, runtime, smtpUrl } = settings()
    expect(ports).toMatchObject({ app: 3000, orchestrator: 3001, devServices: 3008 })
    expect(siteUrl).toBe('http://localhost:3000')
    expect(isAbsolute(home)).toBe(true)
    expect([fresh, runtime, smtpUrl]).toEqual([false, undefined, 'smtp://127.0.0.1:3007'])
  })

  it('derive every port from DESKHAND_PORT', () => {
    const { ports, siteUrl } = settings({ DESKHAND_PORT: '4100' })
    expect(Object.values(ports)).toEqual([
      4100, 4101, 4102, 4103, 4104, 4105, 4106, 4107, 4108, 4109, 4110, 4111,
    ])
    expect(siteUrl).toBe('http://localhost:4100')
  })

  it('take an account at Stripe only with its key', () => {
    expect(settings().stripe).toBeUndefined()
    expect(settings({ STRIPE_WEBHOOK_SECRET: 'whsec_own' }).stripe).toBeUndefined()
    expect(settings({ STRIPE_SECRET_KEY: 'sk_test_own', STRIPE_WEBHOOK_SECRET: 'whsec_own' }).stripe).toEqual(
      {
        secretKey: 'sk_test_own',
        webhookSecret: 'whsec_own',
      },
    )
  })

  it('take flags before the environment', () => {
    expect(settings({ DESK_RUNTIME: 'process' }, ['--runtime', 'docker', '--fresh'])).toMatchObject({
      runtime: 'docker',
      fresh: true,
    })
  })

  it('treat an empty variable as one that is not set', () => {
    expect(settings({ DESKHAND_PORT: '', ANTHROPIC_API_KEY: ' ' })).toMatchObject({
      anthropicApiKey: undefined,
      ports: { app: 3000 },
    })
  })

  it.each([
    [{ DESKHAND_PORT: 'abc' }, 'DESKHAND_PORT must be a whole number between 1024 and 65524'],
    [{ DESKHAND_PORT: '80' }, 'DESKHAND_PORT must be a whole number'],
    [{ DESKHAND_PORT: '65530' }, 'but is "65530"'],
    [{ DESK_RUNTIME: 'podman' }, 'DESK_RUNTIME must be docker or process, but is "podman".'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be trace'],
  ])('name the variable that is wrong: %o', (given, message) => {
    expect(() => settings(given)).toThrow(message)
  })

  it('never repeat what may hold a password', () => {
    const wrong = () => settings({ SMTP_URL: 'http://user:hunter2@mail.example' })
    expect(wrong).toThrow(/^SMTP_URL must look like smtp:/)
    expect(wrong).not.toThrow(/hunter2/)
  })

  it.each([[['--fast']], [['--runtime', 'podman']], [['something']]])('refuse unknown flags: %j', (args) => {
    expect(() => settings({}, args)).toThrow(/--fresh|--runtime/)
  })

  it('hand on what is said of desks in Docker', () => {
    expect(settings({ DESK_DESKTOP: 'openbox', DESK_MEMORY_MB: '2048', DESK_CPUS: '' }).docker).toEqual({
      DESK_DESKTOP: 'openbox',
      DESK_MEMORY_MB: '2048',
    })
  })

  it('hand on what a program needs of the machine, and nothing else', () => {
    const { machine } = settings({
      PATH: '/bin',
      npm_config_registry: 'x',
      DATABASE_URL: 'secret',
      AWS_KEY: 'secret',
    })
    expect(machine).toEqual({ PATH: '/bin', npm_config_registry: 'x' })
  })
})
