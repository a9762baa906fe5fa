// @vitest-environment happy-dom
import { act, fireEvent } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { MemberRole } from '#lib/access/caller.ts'
import { tellStreamByHand } from '#tests/support/live.ts'
import { inOffice } from '#tests/support/office.tsx'
import { shown } from '#tests/support/page.tsx'
import { GoOn } from './go-on.tsx'

tellStreamByHand()

const done = async () => ({ ok: true as const, value: null })

function stopped(role: MemberRole, raiseByMicros: number | null = 5_000_000) {
  const fetch = vi.fn(async (_address: string, _options?: RequestInit) => new Response(null, { status: 204 }))
  vi.stubGlobal('fetch', fetch)
  const goOn = vi.fn(done)
  const stop = vi.fn(done)
  const about = { questionId: 'q' }
  const page = shown(
    inOffice(<GoOn raiseByMicros={raiseByMicros} goOn={goOn} stop={stop} about={about} />, { role }),
  )
  return { ...page, goOn, stop, fetch }
}
const press = (button: HTMLElement) => act(async () => fireEvent.click(button))

describe('work that was stopped for what it costs', () => {
  it('goes on after an owner raised it by what is offered', async () => {
    const { getByRole, goOn } = stopped('owner')
    await press(getByRole('button', { name: 'Raise by $5 and continue' }))
    expect(goOn).toHaveBeenCalledExactlyOnceWith(5_000_000)
  })

  it('or by another sum', async () => {
    const { getByRole, getByLabelText, goOn } = stopped('admin')
    fireEvent.change(getByLabelText('Raise by, in US dollars'), { target: { value: '12.50' } })
    await press(getByRole('button', { name: 'Raise by $12.50 and continue' }))
    expect(goOn).toHaveBeenCalledExactlyOnceWith(12_500_000)
  })

  it('is not raised by nothing', () => {
    const { getByRole, getByLabelText } = stopped('owner')
    fireEvent.change(getByLabelText('Raise by, in US dollars'), { target: { value: '' } })
    expect(getByRole('button', { name: /^Raise by/ })).toHaveProperty('disabled', true)
  })

  it('has its owners asked by whoever may not raise it', async () => {
    const { getByRole, queryByRole, fetch, getByText } = stopped('member')
    expect(queryByRole('button', { name: /^Raise by/ })).toBeNull()
    await press(getByRole('button', { name: 'Ask an owner' }))
    expect(fetch.mock.calls[0]?.[0]).toBe('/api/v1/questions/ask-owners')
    expect(fetch.mock.calls[0]?.[1]?.body).toBe('{"questionId":"q"}')
    expect(getByText('Owners and admins are told.')).toBeTruthy()
  })

  it('goes on without a sum where a breaker stopped it, and can be stopped by anybody', async () => {
    const { getByRole, goOn, stop } = stopped('owner', null)
    await press(getByRole('button', { name: 'Go on' }))
    expect(goOn).toHaveBeenCalledExactlyOnceWith(0)
    await press(getByRole('button', { name: 'Stop' }))
    expect(stop).toHaveBeenCalledOnce()
  })
})
