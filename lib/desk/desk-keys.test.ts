import { describe, expect, it } from 'vitest'
import {
  deskOfModelKey,
  doorKeyOf,
  gatehouseKeyOf,
  gatewayTokenOf,
  modelKeyOf,
  verifyModelKey,
} from './desk-keys.ts'

const secret = 'an installation secret of some length'
const ada = '5b0f3a52-9f3c-4a0e-8f0e-2f1f7a6f0001'
const bob = '5b0f3a52-9f3c-4a0e-8f0e-2f1f7a6f0002'

describe('the keys of a desk', () => {
  const key = modelKeyOf(secret, ada, 1)

  it('are the same each time they are made', () => expect(modelKeyOf(secret, ada, 1)).toBe(key))
  it('name their desk', () => expect(deskOfModelKey(key)).toBe(ada))
  it('open nothing but their own desk and generation', () => {
    expect(verifyModelKey(secret, key, ada, 1)).toBe(true)
    expect(verifyModelKey(secret, key, bob, 1)).toBe(false)
    expect(verifyModelKey(secret, key, ada, 2)).toBe(false)
    expect(verifyModelKey('another installation', key, ada, 1)).toBe(false)
  })
  it('differ by purpose', () => expect(key).not.toContain(gatewayTokenOf(secret, ada, 1)))
  it('open one door each', () => {
    expect(doorKeyOf(secret, ada)).not.toBe(doorKeyOf(secret, bob))
    expect(doorKeyOf(secret, ada)).not.toBe(gatehouseKeyOf(secret, ada))
  })
  it.each(['', 'dk_', 'sk-ant-api03-x', `dk_${ada}_`, `dk_${ada}_${'g'.repeat(64)}`, `${key} `])(
    '"%s" is no key of a desk',
    (text) => {
      expect(deskOfModelKey(text)).toBeUndefined()
      expect(verifyModelKey(secret, text, ada, 1)).toBe(false)
    },
  )
})
