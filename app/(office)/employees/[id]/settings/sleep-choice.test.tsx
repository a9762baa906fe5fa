// @vitest-environment happy-dom
import { act, fireEvent } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { shown } from '#tests/support/page.tsx'
import { SleepChoice } from './sleep-choice.tsx'

function choice(value: number | null) {
  const change = vi.fn()
  const page = shown(<SleepChoice value={value} wakesIn=" in about 9 s" onChange={change} />)
  const box = page.getByRole('combobox', { name: 'Goes to sleep after' })
  const open = () => act(async () => fireEvent.click(box))
  return { ...page, box, open, change }
}

describe('when a desk goes to sleep', () => {
  it.each([
    [5, '5 minutes'],
    [30, '30 minutes'],
    [60, '1 hour'],
    [240, '4 hours'],
    [1440, '1 day'],
    [2880, '2 days'],
    [45, '45 minutes'],
    [null, 'Never'],
  ])('%s is shown as: %s', (value, words) => {
    expect(choice(value).box.textContent).toContain(words)
  })

  it('says what wakes them, and how long that takes', () => {
    expect(choice(30).words()).toContain('wakes them in about 9 s; nothing is lost.')
  })

  it('offers what somebody set by hand, too, in its place', async () => {
    const { open, getAllByRole } = choice(45)
    await open()
    const options = getAllByRole('option').map((one) => one.textContent)
    expect(options).toEqual([
      '5 minutes',
      '15 minutes',
      '30 minutes',
      '45 minutes',
      '1 hour',
      '4 hours',
      '12 hours',
      '1 day',
      'NeverThe desk stays on and costs its memory',
    ])
  })
})
