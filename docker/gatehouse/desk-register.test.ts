import { describe, expect, it } from 'vitest'
import { BadSnapshot, createDeskRegister, parseSnapshot } from './desk-register.ts'
import { ada, bob } from './testing/gate.ts'

describe('the register', () => {
  it('knows nobody before it is told', () => {
    expect(createDeskRegister().byId('ada')).toBeUndefined()
  })

  it('knows a desk by both ends of a connection, and only by both', () => {
    const register = createDeskRegister()
    register.replace([ada, bob])
    expect(register.byAddresses(ada.legAddress, ada.deskAddress)).toBe(ada)
    expect(register.byAddresses(bob.legAddress, ada.deskAddress)).toBeUndefined()
    expect(register.byAddresses(ada.legAddress, bob.deskAddress)).toBeUndefined()
    expect(register.byAddresses(undefined, undefined)).toBeUndefined()
  })

  it('forgets whoever is not in the next snapshot', () => {
    const register = createDeskRegister()
    register.replace([ada, bob])
    register.replace([bob])
    expect(register.byId('ada')).toBeUndefined()
    expect(register.byAddresses(ada.legAddress, ada.deskAddress)).toBeUndefined()
  })

  it('has the same digest for the same desks in any order, another for others', () => {
    const digestOf = (...desks: (typeof ada)[]) => {
      const register = createDeskRegister()
      register.replace(desks)
      return register.read().digest
    }
    expect(digestOf(ada, bob)).toBe(digestOf(bob, { ...ada, sites: ada.sites.toReversed() }))
    expect(digestOf(ada, bob)).not.toBe(digestOf(ada, { ...bob, sites: ['*'] }))
    expect(digestOf()).toBe(createDeskRegister().read().digest)
  })
})

describe('a snapshot', () => {
  it('is read as it was written', () => {
    const sites = [
      'example.org',
      '*.example.org',
      '*',
      '!bad.example',
      '!*.bad.example',
      'xn--bcher-kva.example',
    ]
    expect(parseSnapshot({ desks: [{ ...ada, sites }, bob], more: 1 })).toEqual([{ ...ada, sites }, bob])
    expect(parseSnapshot({ desks: [] })).toEqual([])
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a list', [ada]],
    ['no list of desks', { desks: { ada } }],
    ['a desk that is none', { desks: ['ada'] }],
    ['an id with a path in it', { desks: [{ ...ada, deskId: '../ada' }] }],
    ['an id that is a number', { desks: [{ ...ada, deskId: 1 }] }],
    ['a name for an address', { desks: [{ ...ada, deskAddress: 'desk' }] }],
    ['an IPv6 leg', { desks: [{ ...ada, legAddress: '::1' }] }],
    ['sites that are none', { desks: [{ ...ada, sites: 'example.org' }] }],
    ['a site in capitals', { desks: [{ ...ada, sites: ['Example.org'] }] }],
    ['a site with a port', { desks: [{ ...ada, sites: ['example.org:443'] }] }],
    ['a site with stars inside', { desks: [{ ...ada, sites: ['a.*.org'] }] }],
    ['an empty site', { desks: [{ ...ada, sites: [''] }] }],
    ['a lone exclamation mark', { desks: [{ ...ada, sites: ['!'] }] }],
    ['too many sites', { desks: [{ ...ada, sites: Array(1001).fill('example.org') }] }],
    ['the same desk twice', { desks: [ada, { ...bob, deskId: 'ada' }] }],
    ['two desks in one place', { desks: [ada, { ...ada, deskId: 'eve' }] }],
  ])('is refused whole with %s in it', (_, body) => expect(() => parseSnapshot(body)).toThrow(BadSnapshot))
})
