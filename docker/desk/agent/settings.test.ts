import { describe, expect, it } from 'vitest'
import { commonEnvironment, gatewayEnvironment } from './part-environment.ts'
import { placesOf } from './places.ts'
import { takeSettings } from './settings.ts'

const key = 'k'.repeat(40)
const proxy = 'http://gatehouse:3128'

describe('the settings', () => {
  it('take the key out of the environment', () => {
    const environment = { DESK_DOOR_KEY: key, DESK_ID: 'ada', DESK_HOME_LIMIT_BYTES: '1000' }
    expect(takeSettings(environment)).toMatchObject({
      doorKey: key,
      deskId: 'ada',
      homeLimitBytes: 1000,
      geometry: '1280x800',
      browserProxy: null,
    })
    expect(Object.keys(environment)).toEqual(['DESK_ID', 'DESK_HOME_LIMIT_BYTES'])
  })

  it.each([
    [{}],
    [{ DESK_DOOR_KEY: 'short' }],
    [{ DESK_DOOR_KEY: key, DESK_GEOMETRY: '1280' }],
    [{ DESK_DOOR_KEY: key, DESK_HOME_LIMIT_BYTES: 'much' }],
    [{ DESK_DOOR_KEY: key, DESK_HOME_LIMIT_BYTES: '0' }],
  ])('refuse %j', (environment) => {
    expect(() => takeSettings(environment)).toThrow(/DESK_/)
  })

  it('name the proxy in both ways, for all programs', () => {
    const { shared, browserProxy } = takeSettings({
      DESK_DOOR_KEY: key,
      HTTPS_PROXY: proxy,
      NODE_USE_ENV_PROXY: '1',
      NO_PROXY: 'localhost',
    })
    expect(shared).toEqual({
      HTTPS_PROXY: proxy,
      https_proxy: proxy,
      NO_PROXY: 'localhost',
      no_proxy: 'localhost',
      NODE_USE_ENV_PROXY: '1',
    })
    expect(browserProxy).toBe(proxy)
  })
})

describe('the environment of a part', () => {
  const places = placesOf('/home/desk', '/run/desk')

  it('has nothing of ours but what is meant for it', () => {
    const environment = commonEnvironment(places, { TZ: 'UTC' })
    expect(environment).toMatchObject({ HOME: '/home/desk', DISPLAY: ':1', TZ: 'UTC' })
    expect(Object.keys(environment).filter((name) => name.startsWith('DESK'))).toEqual([])
  })

  it('of the gateway is what was handed over, where the desk has no word of its own', () => {
    const given = { OPENCLAW_GATEWAY_TOKEN: 'token', HOME: '/elsewhere', OPENCLAW_STATE_DIR: '/elsewhere' }
    expect(gatewayEnvironment(places, {}, given)).toMatchObject({
      OPENCLAW_GATEWAY_TOKEN: 'token',
      HOME: '/home/desk',
      OPENCLAW_STATE_DIR: '/home/desk/.openclaw',
      OPENCLAW_CONFIG_PATH: '/run/desk/openclaw.json',
    })
  })
})
