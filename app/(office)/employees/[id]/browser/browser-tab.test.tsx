// @vitest-environment happy-dom
import { act, fireEvent } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { tell, tellStreamByHand } from '#tests/support/live.ts'
import { anEmployee, inOffice } from '#tests/support/office.tsx'
import { sent, shown } from '#tests/support/page.tsx'
import { BrowserTab } from './browser-tab.tsx'

const steer = vi.hoisted(() => vi.fn())
vi.mock('../../../_actions/steer.ts', () => ({ steer }))
tellStreamByHand()

const tab = (employee = anEmployee()) =>
  inOffice(<BrowserTab initial={employee} />, { employees: [employee] })

describe('the browser tab', () => {
  it('stands as it will be while the viewer comes', () => {
    const { getByRole } = sent(tab())
    expect(getByRole('status', { name: 'Loading the desktop' })).toBeTruthy()
  })

  it('offers to wake somebody instead of a black box', async () => {
    const asleep = anEmployee({ lifecycle: 'asleep' })
    steer.mockResolvedValueOnce({ ok: true, value: anEmployee({ lifecycle: 'starting' }) })
    const { words, getByRole } = shown(tab(asleep))
    expect(words()).toContain(
      'Ada is asleep. The desk is off; files and memory are kept. Ada wakes in about 9 s.',
    )
    await act(async () => fireEvent.click(getByRole('button', { name: 'Wake Ada' })))
    expect(steer).toHaveBeenCalledExactlyOnceWith(asleep.id, 'start')
    expect(words()).toContain('Ada is starting.')
  })

  it('follows the desk', () => {
    const { words, root } = shown(tab(anEmployee({ lifecycle: 'starting' })))
    expect(words()).toContain('Ada is starting.')
    tell({ event: 'employee', data: anEmployee({ lifecycle: 'paused' }) })
    expect(words()).toContain('Ada is paused.')
    expect(root.querySelector('[data-lamp]')?.getAttribute('data-lamp')).toBe('cool')
  })

  it('does not pretend where desks have no desktop', () => {
    const { words, queryByRole } = shown(tab(anEmployee({ desk: { runtime: 'process', hasDesktop: false } })))
    expect(words()).toContain('This desk has no desktop.')
    expect(queryByRole('button')).toBeNull()
  })
})
