import { describe, expect, it } from 'vitest'
import { openPartLog } from './part-log.ts'

function logOf(secrets: string[] = []) {
  const written: string[] = []
  let nowMs = 0
  const log = openPartLog({
    name: 'gateway',
    secrets: () => secrets,
    write: (line) => written.push(line),
    now: () => nowMs,
  })
  return { log, written, pass: (ms: number) => (nowMs += ms) }
}

describe('what a part says', () => {
  it('is passed on line by line, with its name', () => {
    const { log, written } = logOf()
    log.add('one\ntw')
    log.add('o\nthr')
    expect(written).toEqual(['gateway: one', 'gateway: two'])
    expect(log.tail()).toBe('one\ntwo\nthr')
  })

  it('is told without secrets, known ones and such that look like one', () => {
    const { log, written } = logOf(['the-token-of-this-desk'])
    log.add('token the-token-of-this-desk and sk-ant-0123456789 and Authorization: Bearer abcdefghijkl\n')
    expect(written.join()).toBe('gateway: token [secret] and sk-[secret] and Authorization: Bearer [secret]')
    log.add('unfinished the-token-of-this-desk')
    expect(log.tail()).not.toContain('the-token-of-this-desk')
  })

  it('loses colours and empty lines', () => {
    const { log, written } = logOf()
    log.add(`\u001b[31mred\u001b[0m\n\n  \n`)
    expect(written).toEqual(['gateway: red'])
  })

  it('does not flood: the rest of ten seconds is counted', () => {
    const { log, written, pass } = logOf()
    log.add('again\n'.repeat(1000))
    expect(written).toHaveLength(200)
    pass(10_000)
    log.add('later\n')
    expect(written.slice(200)).toEqual(['gateway: … 800 lines left out', 'gateway: later'])
  })

  it('is bounded in length, and in what is kept', () => {
    const { log, written } = logOf()
    log.add(`${'x'.repeat(100_000)}\n`)
    expect(written[0]?.length).toBeLessThan(2100)
    log.add('y'.repeat(100_000))
    log.add(`${'z '.repeat(100)}\n`.repeat(100))
    expect(log.tail().length).toBeLessThanOrEqual(6000)
  })
})
