// @vitest-environment happy-dom
import { fireEvent, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { Message } from '#lib/wire/message.ts'
import { shown, wordsOf } from '#tests/support/page.tsx'
import { answerOf, callOf } from '../_testing/message.ts'
import { Answer } from './answer.tsx'

const steer = vi.fn()

function answer(facts: Partial<Message>, mayRetry = true) {
  return shown(
    <Answer
      message={answerOf('a', 2, facts)}
      name="Ada"
      timeZone="Europe/Berlin"
      mayRetry={mayRetry}
      steer={steer}
    />,
  )
}

/** Paragraphs and tool cards from top to bottom. */
const pieces = (root: HTMLElement) =>
  [...root.querySelectorAll('.words, summary > .font-medium')].map((piece) => wordsOf(piece))

describe('an answer', () => {
  it('tells of tools where they were used', async () => {
    const { root, findByText } = answer({
      text: 'I look.Found it.',
      toolCalls: [callOf('x', 7, { name: 'web_search' }), callOf('y', 7, { name: 'read' })],
    })
    await findByText('Found it.')
    expect(pieces(root)).toEqual(['I look.', 'Searched the web', 'Read a file', 'Found it.'])
  })

  it('counts emoji before a tool as the courier does', async () => {
    const { root, findByText } = answer({
      text: '👩🏽‍🚀🦊 ready.Done.',
      toolCalls: [callOf('x', Array.from('👩🏽‍🚀🦊 ready.').length, { name: 'read' })],
    })
    await findByText('Done.')
    expect(pieces(root)).toEqual(['👩🏽‍🚀🦊 ready.', 'Read a file', 'Done.'])
  })

  it('says when it was finished, in the time of the reader', () => {
    const { getByText } = answer({ text: '', finishedAt: '2026-11-20T23:05:00.000Z' })
    expect(getByText('00:05').tagName).toBe('TIME')
  })

  it('can be copied when there are words', () => {
    expect(answer({ text: 'x' }).getByRole('button', { name: 'Copy the answer' })).toBeTruthy()
  })

  it('cannot be copied when there are none', () => {
    expect(answer({ text: '' }).queryByRole('button', { name: 'Copy the answer' })).toBeNull()
  })
})

describe('while an answer grows', () => {
  it.each([
    [{ phase: 'preparing' }, 'Ada is getting ready to answer'],
    [{ phase: 'starting_model' }, 'Ada is thinking'],
    [{ phase: 'writing' }, 'Ada is writing'],
    [{ phase: 'using_tool' }, 'Ada is using a tool'],
    [{ phase: null }, 'Ada is thinking'],
    [
      { phase: 'retrying_2_of_10_overloaded' },
      'Ada is trying again, attempt 2 of 10: the model is overloaded',
    ],
    [
      { phase: 'retrying_1_of_3_network' },
      'Ada is trying again, attempt 1 of 3: the model could not be reached',
    ],
    [{ phase: 'writing', stopRequested: true }, 'Ada is stopping'],
  ])('%j is: %s', (facts, words) => {
    expect(answer({ status: 'streaming', text: '', ...facts }).words()).toBe(words)
  })

  it('offers nothing to copy or to ask again', () => {
    const { queryByRole } = answer({ status: 'streaming', text: 'half' })
    expect(queryByRole('button', { name: /Copy the answer|again/ })).toBeNull()
  })
})

describe('an answer that ended badly', () => {
  const failure = {
    code: 'model_overloaded',
    text: 'The model is overloaded.',
    action: 'Try again in a minute.',
  }

  it('says what happened and what to do', () => {
    const { getByText, getByRole } = answer({ status: 'failed', text: '', failure })
    expect(getByText('The model is overloaded.')).toBeTruthy()
    expect(getByText('Try again in a minute.')).toBeTruthy()
    expect(getByRole('button', { name: 'Try again' })).toBeTruthy()
  })

  it('says of a stop that what was written is kept', () => {
    const { getByText, getByRole } = answer({ status: 'stopped', text: 'half' })
    expect(getByText('Stopped. What was written is kept.')).toBeTruthy()
    expect(getByRole('button', { name: 'Try again' })).toBeTruthy()
  })

  it('is asked for again once, busy meanwhile', async () => {
    const work = Promise.withResolvers<undefined>()
    steer.mockReturnValueOnce(work.promise)
    const { getByRole } = answer({ status: 'failed', text: '', failure })
    fireEvent.click(getByRole('button', { name: 'Try again' }))
    fireEvent.click(getByRole('button', { name: 'Try again' }))
    expect(getByRole('button', { name: 'Try again' }).getAttribute('aria-busy')).toBe('true')
    expect(steer).toHaveBeenCalledOnce()
    expect(steer.mock.calls[0]).toMatchObject([{ id: 'a' }, 'retry'])
    work.resolve(undefined)
    await waitFor(() =>
      expect(getByRole('button', { name: 'Try again' }).getAttribute('aria-busy')).toBeNull(),
    )
  })

  it('says why asking again was refused', async () => {
    steer.mockResolvedValueOnce({ ok: false, detail: 'Ada is leaving.' })
    const { getByRole, findByRole } = answer({ status: 'failed', text: '', failure })
    fireEvent.click(getByRole('button', { name: 'Try again' }))
    expect((await findByRole('alert')).textContent).toBe('Ada is leaving.')
  })

  it.each(['failed', 'stopped', 'complete'] as const)(
    'and is not the latest (%s) is not asked for again',
    (status) => {
      const { queryByRole } = answer({ status, text: 'x' }, false)
      expect(queryByRole('button', { name: /again/i })).toBeNull()
    },
  )
})

it('an answer that ended well can be asked for again, quietly', () => {
  steer.mockResolvedValueOnce(undefined)
  const { getByRole, queryByRole } = answer({ status: 'complete', text: 'x' })
  expect(queryByRole('button', { name: 'Try again' })).toBeNull()
  fireEvent.click(getByRole('button', { name: 'Answer again' }))
  expect(steer.mock.calls[0]).toMatchObject([{ id: 'a' }, 'retry'])
})
