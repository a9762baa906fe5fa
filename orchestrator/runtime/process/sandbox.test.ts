import { describe, expect, it } from 'vitest'
import { deskFolder } from './desk-folder.ts'
import { deskEnvironment, placesOf } from './gateway-environment.ts'
import { sandboxCommand } from './sandbox.ts'

const system = { arguments: ['--ro-bind', '/usr', '/usr'], passwd: '/p', group: '/g' }
const input = { hostname: 'desk', home: '/desks/a/home', node: '/n', openclaw: '/oc', system }
const folder = deskFolder('/desks', 'a')

describe('the walls around a desk', () => {
  const walls = sandboxCommand(input, ['program', '--unshare-net'])

  it('let the command stand after the last option, so that it cannot add any', () => {
    expect(walls.slice(walls.indexOf('--'))).toEqual(['--', 'program', '--unshare-net'])
  })
  it('make one folder writable: its home', () => {
    const writable = walls.flatMap((option, at) => (option === '--bind' ? [walls.slice(at + 1, at + 3)] : []))
    expect(writable).toEqual([['/desks/a/home', '/home/desk']])
  })
  it('outlive whoever built them, but for a command', () => {
    expect(walls).not.toContain('--die-with-parent')
    expect(sandboxCommand({ ...input, dieWithParent: true }, ['x'])).toContain('--die-with-parent')
  })
})

describe('the environment of a desk', () => {
  const places = placesOf('bubblewrap', folder, { node: '/n', openclaw: '/oc' })

  it('inherits nothing', () => {
    process.env.DESKHAND_TEST_CANARY = 'from the orchestrator'
    try {
      expect(JSON.stringify(deskEnvironment(places, {}))).not.toContain('from the orchestrator')
    } finally {
      delete process.env.DESKHAND_TEST_CANARY
    }
  })
  it('lets nobody switch the protection of the configuration off', () => {
    expect(deskEnvironment(places, { OPENCLAW_CONFIG_READONLY: '0' }).OPENCLAW_CONFIG_READONLY).toBe('1')
  })
  it('names places as they are seen: inside the walls, or on the machine where there are none', () => {
    expect(deskEnvironment(places, {}).HOME).toBe('/home/desk')
    expect(deskEnvironment(placesOf('none', folder, { node: '/n', openclaw: '/oc' }), {}).HOME).toBe(
      '/desks/a/home',
    )
  })
})

describe('the folder of a desk', () => {
  it.each(['', '..', 'a/b', '.hidden', 'A', 'a\0', 'x'.repeat(64)])('is refused to "%s"', (id) =>
    expect(() => deskFolder('/desks', id)).toThrow(/no id/),
  )
})
