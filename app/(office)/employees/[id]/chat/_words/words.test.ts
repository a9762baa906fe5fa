import { describe, expect, it } from 'vitest'
import type { Employee } from '#lib/wire/employee.ts'
import { dayInWords, timeInWords } from './day.ts'
import { phaseInWords } from './phase.ts'
import { sizeInWords } from './size.ts'
import { toolInWords } from './tool.ts'
import { waitingInWords } from './waiting.ts'

describe('what an answer is doing', () => {
  it.each([
    [null, 'Ada is thinking'],
    ['preparing', 'Ada is getting ready to answer'],
    ['starting_model', 'Ada is thinking'],
    ['writing', 'Ada is writing'],
    ['using_tool', 'Ada is using a tool'],
    ['something_new', 'Ada is thinking'],
    ['retrying_2_of_10_rate_limit', 'Ada is trying again, attempt 2 of 10: the model is busy'],
    ['retrying_3_of_10_overloaded', 'Ada is trying again, attempt 3 of 10: the model is overloaded'],
    ['retrying_10_of_10_timeout', 'Ada is trying again, attempt 10 of 10: the model took too long'],
    ['retrying_1_of_4', 'Ada is trying again, attempt 1 of 4: the model did not answer'],
  ])('%s is: %s', (phase, words) => {
    expect(phaseInWords('Ada', { phase, stopRequested: false })).toBe(words)
  })

  it('says of a stop that it is under way, whatever else goes on', () => {
    expect(phaseInWords('Ada', { phase: 'writing', stopRequested: true })).toBe('Ada is stopping')
  })
})

describe('why a message waits', () => {
  const desk = {
    phase: 'x',
    phaseStartedAt: '2026-11-20T10:00:00.000Z',
    runtime: 'process',
    error: null,
    nextAttemptAt: null,
    readyAfterMs: 9200,
    hasDesktop: false,
    isSeatless: false,
    complaint: null,
  }
  const ada = (lifecycle: Employee['lifecycle']) => ({ name: 'Ada', lifecycle, desk })
  const next = { ahead: 0, isAnswering: false }

  it.each([
    ['starting', 'Ada is starting, about 9 s. Your message is next.', undefined],
    ['asleep', 'Ada is asleep and wakes for your message, about 9 s. Your message is next.', undefined],
    ['paused', 'Ada is paused. Start Ada to get an answer.', 'start'],
    ['needs_attention', 'Ada cannot answer now. Your message is kept and waits.', 'restart'],
    ['leaving', 'Ada is leaving and does not answer any more.', undefined],
    ['ready', 'On its way to Ada.', undefined],
  ] as const)('%s: %s', (lifecycle, text, act) => {
    expect(waitingInWords(ada(lifecycle), next)).toEqual(act ? { text, act } : { text })
  })

  it('is said once when nobody works, and by the desk itself when it knows', () => {
    expect(waitingInWords(ada('paused'), { ahead: 1, isAnswering: false })).toEqual({
      text: 'Waits its turn: one message before it.',
    })
    const failed = {
      ...ada('needs_attention'),
      desk: { ...desk, error: { code: 'x', text: 'The disk is full.', action: 'Free some room.' } },
    }
    expect(waitingInWords(failed, next).text).toBe('The disk is full. Your message is kept and waits.')
  })

  it('is somebody who drives the desktop, when nothing else is before it', () => {
    const control = {
      userId: '0b6f2c0e-43a5-4f0e-9a55-5f1a8f1d6c11',
      memberName: 'Mira',
      takenAt: '2026-11-20T10:00:00.000Z',
      expiresAt: '2026-11-20T10:10:00.000Z',
    }
    const held = { ...ada('ready'), control }
    expect(waitingInWords(held, next).text).toBe(
      'Mira has control of the desktop. Ada answers as soon as it is handed back.',
    )
    expect(waitingInWords(held, { ahead: 1, isAnswering: false }).text).toBe(
      'Waits its turn: one message before it.',
    )
    expect(waitingInWords(held, next, control.userId).text).toBe(
      'You have control of the desktop. Ada answers as soon as it is handed back.',
    )
    expect(waitingInWords({ ...held, control: null }, next).text).toBe('On its way to Ada.')
  })

  it('promises no time before a first start', () => {
    const newcomer = { ...ada('starting'), desk: { ...desk, readyAfterMs: null } }
    expect(waitingInWords(newcomer, next).text).toBe('Ada is starting. Your message is next.')
  })

  it('counts what is answered before it', () => {
    expect(waitingInWords(ada('starting'), { ahead: 1, isAnswering: false }).text).toBe(
      'Ada is starting, about 9 s. Your message waits its turn: one message before it.',
    )
    expect(waitingInWords(ada('ready'), { ahead: 3, isAnswering: true }).text).toBe(
      'Waits its turn: 3 messages before it.',
    )
    expect(waitingInWords(ada('ready'), { ahead: 0, isAnswering: true }).text).toBe(
      'Next, as soon as Ada has finished this answer.',
    )
  })
})

describe('a tool call', () => {
  const words = (name: string, given: unknown, status: 'running' | 'done' = 'done') =>
    Object.values(toolInWords({ name, arguments: given, status })).join(': ')

  it('says what is done, and to what', () => {
    expect(words('exec', { command: 'ls -la', workdir: '/x' }, 'running')).toBe('Running a command: ls -la')
    expect(words('read', { path: 'a.md' })).toBe('Read a file: a.md')
  })

  it('is plain for a tool nobody foresaw', () => {
    expect(words('send_invoice-now', { total: 3, to: 'Contoso' })).toBe('Used send invoice now: Contoso')
  })

  it('looks through the wrapper', () => {
    expect(words('tool_call', { id: 'web_search', args: { query: 'lamps' } })).toBe('Searched the web: lamps')
  })

  it.each([[null], ['text'], [7], [[]], [undefined]])('bears %j as arguments', (given) => {
    expect(words('exec', given)).toMatch(/^Ran a command: /)
  })

  it('keeps the argument to one short line', () => {
    const { argument } = toolInWords({
      name: 'exec',
      arguments: { command: `a\n${'b'.repeat(900)}` },
      status: 'done',
    })
    expect(argument).toHaveLength(161)
    expect(argument).not.toContain('\n')
  })
})

describe('days, times and sizes', () => {
  const now = Date.parse('2026-11-21T00:30:00.000Z')

  it('are those of the reader', () => {
    expect(dayInWords('2026-11-20T23:30:00.000Z', now, 'UTC')).toBe('Yesterday')
    expect(dayInWords('2026-11-20T23:30:00.000Z', now, 'Europe/Berlin')).toBe('Today')
    expect(timeInWords('2026-11-20T23:30:00.000Z', 'Europe/Berlin')).toBe('00:30')
  })

  it('name the year only when it is another one', () => {
    expect(dayInWords('2026-03-02T12:00:00.000Z', now, 'UTC')).toBe('Monday 2 March')
    expect(dayInWords('2025-03-03T12:00:00.000Z', now, 'UTC')).toBe('Monday 3 March 2025')
  })

  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [14 * 1024, '14 KB'],
    [3.2 * 1024 * 1024, '3.2 MB'],
  ])('%d bytes are %s', (bytes, words) => expect(sizeInWords(bytes)).toBe(words))
})
