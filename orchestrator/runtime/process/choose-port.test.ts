import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { choosePort, isPortFree, portsToTry } from './choose-port.ts'

const none = new Set<number>()

describe('the ports of desks', () => {
  it('stay below those that systems hand out, wherever the range is to begin', () => {
    for (const base of [3000, 26_000, 32_000, 60_000]) {
      const ports = portsToTry(base, 'a desk', none)
      expect(new Set(ports).size).toBe(2000)
      expect(Math.max(...ports)).toBeLessThan(32_768)
      expect(Math.min(...ports)).toBeGreaterThanOrEqual(Math.min(base, 30_768))
    }
  })

  it('begin at another place for another desk, and at the same for the same', () => {
    const first = (seed: string) => portsToTry(26_000, seed, none)[0]
    expect(first('one')).toBe(first('one'))
    expect(first('one')).not.toBe(first('another'))
  })

  it('leave out those of other desks', () => {
    const [first = 0, second] = portsToTry(26_000, 'a desk', none)
    expect(portsToTry(26_000, 'a desk', new Set([first]))[0]).toBe(second)
  })

  it('leave out those that a stranger holds', async () => {
    const port = await choosePort(28_000, 'a desk', none)
    const stranger = createServer()
    await new Promise<void>((resolve) => stranger.listen(port, '127.0.0.1', resolve))
    try {
      expect(await isPortFree(port)).toBe(false)
      expect(await choosePort(28_000, 'a desk', none)).not.toBe(port)
    } finally {
      await new Promise((resolve) => stranger.close(resolve))
    }
    expect(await isPortFree(port)).toBe(true)
  })
})
