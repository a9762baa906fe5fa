import { describe, expect, it } from 'vitest'
import { explainExit } from './explain-exit.ts'

const traces = { code: 1, log: '', secrets: [], oomKillSeen: false }

describe('why a gateway ended', () => {
  it.each([
    [
      'it refused its configuration',
      { code: 78, log: 'Gateway failed to start: Invalid config at x' },
      'bad_config',
    ],
    ['its heap was full', { code: 134, log: 'FATAL ERROR: JavaScript heap out of memory' }, 'out_of_memory'],
    ['the kernel killed for memory', { code: 137, oomKillSeen: true }, 'out_of_memory'],
    ['somebody killed it', { code: 137 }, 'killed'],
    ['the port was taken', { code: 1, log: 'listen EADDRINUSE: address already in use' }, 'port_taken'],
    ['nobody saw it', { code: undefined }, 'vanished'],
    ['it ended by itself', { code: 0 }, 'ended'],
    ['it failed', { code: 1 }, 'crashed'],
    ['it crashed hard', { code: 139 }, 'crashed'],
  ])('%s', (_, found, cause) => expect(explainExit({ ...traces, ...found }).cause).toBe(cause))

  it('tells a signal from an exit code', () => {
    expect(explainExit({ ...traces, code: 137 })).toMatchObject({ code: null, signal: 'SIGKILL' })
    expect(explainExit({ ...traces, code: 3 })).toMatchObject({ code: 3, signal: null })
  })

  it('quotes what OpenClaw refused', () => {
    const log =
      'starting\nGateway failed to start: Invalid config at /opt/desk/openclaw.json:\nunknown key "x"\n'
    expect(explainExit({ ...traces, code: 78, log }).reason).toContain('unknown key "x"')
  })

  it('keeps the last lines, in plain text', () => {
    const log = Array.from({ length: 100 }, (_, line) => `\u001b[31mline ${line}\u001b[0m\0`).join('\n')
    const { logTail } = explainExit({ ...traces, log })
    expect(logTail.split('\n')).toHaveLength(40)
    expect(logTail).toMatch(/^line 60\n.*\nline 99$/s)
  })
})
