import { describe, expect, it } from 'vitest'
import { type ExitTraces, explainExit } from './explain-exit.ts'

const explain = (traces: Partial<ExitTraces>) =>
  explainExit({
    name: 'gateway',
    code: 1,
    signal: null,
    logTail: '',
    oomKillSeen: false,
    wasStuck: false,
    ...traces,
  })

describe('why a part ended', () => {
  it.each<[string, Partial<ExitTraces>, string]>([
    ['a refused configuration', { code: 78 }, 'bad_config'],
    ['a refused configuration, from its words', { logTail: 'Invalid config at gateway.port' }, 'bad_config'],
    [
      'want of memory, from the kernel',
      { code: null, signal: 'SIGKILL', oomKillSeen: true },
      'out_of_memory',
    ],
    ['want of memory, from Node', { logTail: 'FATAL ERROR: JavaScript heap out of memory' }, 'out_of_memory'],
    ['silence', { code: null, signal: 'SIGKILL', wasStuck: true }, 'stuck'],
    ['a port in use', { logTail: 'listen EADDRINUSE 127.0.0.1:18789' }, 'port_taken'],
    ['somebody', { code: null, signal: 'SIGKILL' }, 'killed'],
    ['a fault', { code: null, signal: 'SIGSEGV' }, 'crashed'],
    ['a failure', { code: 1 }, 'crashed'],
    ['its own will', { code: 0 }, 'ended'],
  ])('is %s', (_, traces, cause) => {
    const exit = explain(traces)
    expect(exit.cause).toBe(cause)
    expect(exit.reason).toMatch(/^(The|OpenClaw|Something) .+/s)
    expect(exit.action).toMatch(/\.$/)
  })

  it('quotes the refusal', () => {
    const exit = explain({ code: 78, logTail: 'starting\nInvalid config at gateway.port: not a number' })
    expect(exit.reason).toContain('gateway.port: not a number')
  })

  it('does not blame a part for a kill that another one died of', () => {
    expect(explain({ code: 1, oomKillSeen: true }).cause).toBe('crashed')
  })

  it('takes no other part for OpenClaw', () => {
    expect(explain({ name: 'browser', code: 78 }).cause).toBe('crashed')
  })
})
