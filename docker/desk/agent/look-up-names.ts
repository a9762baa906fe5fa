// Loaded into the gateway before anything else. A desk has no name service, on purpose: names are looked up by the gatehouse, which
// checks every address and connects to the one it has checked. OpenClaw looks up the name of a page, too, before it lets the browser
// open it, and without an answer would let it open none. So names of sites get an answer that stands for "outside": a public
// address, to which nothing leads from here. Names on this network are looked up as ever.
import { promises } from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import { isIP } from 'node:net'

const outside = { address: '11.0.0.1', family: 4 } as const

function isSiteName(name: unknown): boolean {
  return typeof name === 'string' && name.includes('.') && isIP(name) === 0 && !name.endsWith('.localhost')
}

const lookUp = promises.lookup

Object.defineProperty(promises, 'lookup', {
  configurable: true,
  enumerable: true,
  writable: true,
  value: async (...asked: [name: unknown, options?: unknown]) => {
    const [name, options] = asked
    if (!isSiteName(name)) return Reflect.apply(lookUp, promises, asked)
    const wantsAll = Object(options).all === true
    return wantsAll ? [{ ...outside }] : { ...outside }
  },
})
syncBuiltinESMExports()
