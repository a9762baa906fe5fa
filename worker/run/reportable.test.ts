import { describe, expect, it } from 'vitest'
import { reportable } from './reportable.ts'

const halves = '\u{1F600}'.slice(0, 1)

describe('what a run reports', () => {
  it('has no half characters and none that nobody keeps', () => {
    const summary = `${'a'.repeat(19_999)}\u{1F600}`
    const result = { text: `b\0${halves}`, count: 2 }
    expect(reportable({ kind: 'done', summary, result })).toEqual({
      kind: 'done',
      summary: 'a'.repeat(19_999),
      result: { text: 'b\u{FFFD}', count: 2 },
    })
    expect(reportable({ kind: 'failed', reason: ` c\0${halves} `, canRetry: true, summary: '\0' })).toEqual({
      kind: 'failed',
      reason: 'c',
      canRetry: true,
      summary: '',
    })
  })

  it('says why where there is nothing to say', () => {
    expect(reportable({ kind: 'failed', reason: '\0', canRetry: true, summary: '' })).toMatchObject({
      reason: 'It failed and said nothing.',
    })
  })

  it('is a failure, and is not tried again, where the result is larger than what is kept', () => {
    const large = { kind: 'done', summary: 'All of it', result: Array(21_000).fill(1) } as const
    expect(reportable(large)).toMatchObject({ kind: 'failed', canRetry: false, summary: 'All of it' })
    expect(reportable({ ...large, result: 'a'.repeat(39_000) })).toMatchObject({ kind: 'done' })
  })
})
