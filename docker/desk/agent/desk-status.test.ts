import { describe, expect, it } from 'vitest'
import { openDeskBoard } from './desk-board.ts'
import { phaseOf, statusOf } from './desk-status.ts'
import { factsWith, handedOver } from './testing/facts.ts'

describe('the phase of a desk', () => {
  it('is the first thing that is still missing', () => {
    expect(phaseOf(factsWith({ display: 'starting', gateway: 'waiting' }))).toBe('starting_desktop')
    expect(phaseOf(factsWith({ windows: 'waiting', gateway: 'waiting' }))).toBe('starting_desktop')
    expect(phaseOf(factsWith({ browser: 'backing_off', gateway: 'waiting' }))).toBe('starting_browser')
    expect(phaseOf(factsWith({ gateway: 'waiting' }))).toBe('awaiting_handover')
  })

  it('follows the gateway once the desk is handed over', () => {
    expect(phaseOf(factsWith({ gateway: 'waiting' }, { isWritingFiles: true }))).toBe('writing_files')
    expect(phaseOf(factsWith({ gateway: 'starting' }, handedOver))).toBe('starting_gateway')
    expect(phaseOf(factsWith({ gateway: 'starting' }, { ...handedOver, gatewayAnswers: true }))).toBe(
      'waiting_for_ready',
    )
    expect(phaseOf(factsWith({}, handedOver))).toBe('ready')
  })

  it('is not ready while the browser is away', () => {
    const status = statusOf(factsWith({ browser: 'starting' }, handedOver), 'then')
    expect(status).toMatchObject({ state: 'starting', phase: 'starting_browser', since: 'then' })
  })

  it('ends before anything else counts', () => {
    expect(phaseOf(factsWith({ gateway: 'down' }, { isEnding: true }))).toBe('ending')
  })
})

describe('the status of a desk', () => {
  it('carries what was handed over', () => {
    expect(statusOf(factsWith({}, handedOver), 'then')).toMatchObject({
      state: 'ready',
      generation: 3,
      filesHash: 'files',
      configHash: 'config',
      failure: null,
    })
    expect(statusOf(factsWith({ gateway: 'waiting' }), 'then')).toMatchObject({
      generation: null,
      filesHash: '',
      configHash: '',
    })
  })

  it('says which part was given up, and why', () => {
    const facts = factsWith({ browser: 'down' }, handedOver)
    const exit = { code: 1, signal: null, cause: 'crashed' as const, logTail: '' }
    facts.parts.browser.lastExit = { ...exit, reason: 'It failed (exit code 1).', action: 'Look.' }
    expect(statusOf(facts, 'then')).toMatchObject({
      state: 'failed',
      phase: 'failed',
      failure: { code: 'browser_keeps_failing', action: 'Look.' },
    })
    expect(statusOf(facts, 'then').failure?.text).toContain('It failed (exit code 1).')
  })

  it('calls a refused configuration by its name', () => {
    const facts = factsWith({ gateway: 'down' }, handedOver)
    const exit = { code: 78, signal: null, cause: 'bad_config' as const, logTail: '' }
    facts.parts.gateway.lastExit = { ...exit, reason: 'Refused.', action: 'Change it.' }
    expect(statusOf(facts, 'then').failure).toEqual({
      code: 'bad_config',
      text: 'Refused.',
      action: 'Change it.',
    })
  })

  it('complains without being less ready', () => {
    const complaint = { code: 'home_full', text: 'Full.', action: 'Delete.' }
    expect(statusOf(factsWith({}, { ...handedOver, complaint }), 'then')).toMatchObject({
      state: 'ready',
      failure: complaint,
    })
  })
})

describe('the board', () => {
  it('tells of changes, and since when the phase is what it is', () => {
    let now = 'first'
    const board = openDeskBoard(1000, () => now)
    const phases: string[] = []
    const stop = board.onChange(() => phases.push(`${board.status().phase} ${board.status().since}`))
    now = 'second'
    board.changePart('display', { state: 'starting' })
    now = 'third'
    for (const name of ['display', 'windows', 'browser'] as const) board.changePart(name, { state: 'up' })
    stop()
    board.changePart('gateway', { state: 'starting' })
    expect(phases).toEqual([
      'starting_desktop first',
      'starting_desktop first',
      'starting_browser third',
      'awaiting_handover third',
    ])
    expect(board.facts().parts.display.since).toBe('third')
  })

  it('keeps figures to itself until there is something to tell', () => {
    const board = openDeskBoard(1000)
    let told = 0
    board.onChange(() => {
      told += 1
    })
    board.note({ memory: { bytes: 5, limitBytes: 10, oomKills: 0 } })
    expect(told).toBe(0)
    expect(board.status().memory.bytes).toBe(5)
  })
})
