// @vitest-environment happy-dom
// What the office knows, while reading it anew and the stream overtake one another.
import { act, waitFor } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { exampleMessage } from '#lib/wire/examples.ts'
import { tell, tellStreamByHand } from '#tests/support/live.ts'
import { anEmployee, inOffice } from '#tests/support/office.tsx'
import { shown } from '#tests/support/page.tsx'
import { useOffice } from './office-provider.tsx'

tellStreamByHand()

const starting = anEmployee({ lifecycle: 'starting' })
const ready = anEmployee({ lifecycle: 'ready' })

function States() {
  return <p>{useOffice().employees.map(({ name, lifecycle, unread }) => `${name} ${lifecycle} ${unread}`)}</p>
}

it('keeps what the stream told while the page was read anew', () => {
  const { again, words } = shown(inOffice(<States />, { employees: [starting] }))
  tell({ event: 'employee', data: ready }, '8')
  again(inOffice(<States />, { employees: [starting], position: 7 }))
  expect(words()).toBe('Ada ready 0')
})

it('believes a page that was read after what the stream told', () => {
  const { again, words } = shown(inOffice(<States />, { employees: [starting] }))
  tell({ event: 'employee', data: ready }, '8')
  again(inOffice(<States />, { employees: [anEmployee({ lifecycle: 'paused' })], position: 8 }))
  expect(words()).toBe('Ada paused 0')
})

it('does not take back what the stream told while the unread were counted', async () => {
  const counted = Promise.withResolvers<Response>()
  const fetch = vi.fn(() => counted.promise)
  vi.stubGlobal('fetch', fetch)
  const { words } = shown(inOffice(<States />, { employees: [starting] }))
  tell({
    event: 'message',
    data: { ...exampleMessage, employeeId: ready.id, author: 'employee', status: 'complete' },
  })
  await waitFor(() => expect(fetch).toHaveBeenCalledOnce())
  tell({ event: 'employee', data: { ...ready, unread: 1 } }, '2')
  await act(async () => counted.resolve(Response.json({ ...starting, unread: 1 })))
  expect(words()).toBe('Ada ready 1')
})
