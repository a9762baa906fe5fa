import { networkInterfaces } from 'node:os'
import { expect, test } from 'vitest'
import { isOwnAddress } from './is-own-address.ts'

test('addresses of this machine are its own, whatever interface has them', async () => {
  const listed = Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).filter(({ scopeid }) => !scopeid),
  )
  for (const { address } of listed) expect(await isOwnAddress(address), address).toBe(true)
})

test.each(['203.0.113.9', '192.0.2.1', 'no address'])('%s is not', async (address) => {
  expect(await isOwnAddress(address)).toBe(false)
})
