import { describe, expect, it } from 'vitest'
import { readSettings } from './env.ts'

const needed = { GATEHOUSE_KEY: 'k'.repeat(64), GATEHOUSE_MODEL_PROXY: 'host.docker.internal:3002' }

describe('the settings', () => {
  it('are read', () => {
    expect(
      readSettings({ ...needed, GATEHOUSE_HOSTS: 'Wiki.example=10.0.0.7:8080, shop.example=shop:80' }),
    ).toEqual({
      key: needed.GATEHOUSE_KEY,
      modelProxy: { host: 'host.docker.internal', port: 3002 },
      hosts: new Map([
        ['wiki.example', { host: '10.0.0.7', port: 8080 }],
        ['shop.example', { host: 'shop', port: 80 }],
      ]),
    })
  })

  it('need no fixed hosts', () => expect(readSettings(needed).hosts.size).toBe(0))

  it.each([
    ['GATEHOUSE_KEY', ''],
    ['GATEHOUSE_KEY', 'short'],
    ['GATEHOUSE_MODEL_PROXY', ''],
    ['GATEHOUSE_MODEL_PROXY', 'host'],
    ['GATEHOUSE_MODEL_PROXY', 'host:0'],
    ['GATEHOUSE_MODEL_PROXY', 'http://host:3002'],
    ['GATEHOUSE_HOSTS', 'wiki.example'],
    ['GATEHOUSE_HOSTS', 'wiki.example=10.0.0.7'],
    ['GATEHOUSE_HOSTS', '*.example=10.0.0.7:80'],
    ['GATEHOUSE_HOSTS', 'a=b=c:1'],
  ])('%s cannot be "%s", and that is said by name', (name, value) => {
    expect(() => readSettings({ ...needed, [name]: value })).toThrow(new RegExp(name))
  })
})
