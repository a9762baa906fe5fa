// @vitest-environment happy-dom
import { act, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it, vi } from 'vitest'
import { LiveProvider } from '#app/_live/live-provider.tsx'
import { goLive, tell, tellStreamByHand } from '#tests/support/live.ts'
import { shown } from '#tests/support/page.tsx'
import type { Answered } from './call.ts'
import { useRead } from './use-read.ts'

tellStreamByHand()

interface Words {
  words: string
}
type Read = () => Promise<Answered<Words>>

function Reader({ initial, read }: { initial: Words; read: Read }) {
  const { value } = useRead(initial, read, ({ event }) => event === 'worker')
  return <p>{value.words}</p>
}

const reading = (words: string) => vi.fn<Read>(async () => ({ ok: true, value: { words } }))
const show = (initial: Words, read: Read) => {
  const page = shown(
    <LiveProvider after={0}>
      <Reader initial={initial} read={read} />
    </LiveProvider>,
  )
  goLive()
  return page
}
const worker = { event: 'worker' as const, data: { id: '00000000-0000-4000-8000-000000000001' } }

it('shows what the server sent, and asks for nothing', async () => {
  vi.useFakeTimers()
  const read = reading('new')
  expect(show({ words: 'sent' }, read).words()).toBe('sent')
  await act(() => vi.advanceTimersByTimeAsync(1000))
  vi.useRealTimers()
  expect(read).not.toHaveBeenCalled()
})

it('asks once for many events of a moment', async () => {
  const read = reading('new')
  const { words } = show({ words: 'sent' }, read)
  for (let times = 0; times < 5; times++) tell(worker)
  await waitFor(() => expect(words()).toBe('new'))
  expect(read).toHaveBeenCalledOnce()
})

it('asks again for what happened while it asked', async () => {
  const first = Promise.withResolvers<Answered<Words>>()
  const read = vi.fn<Read>().mockReturnValueOnce(first.promise)
  read.mockResolvedValue({ ok: true, value: { words: 'newest' } })
  const { words } = show({ words: 'sent' }, read)
  tell(worker)
  await waitFor(() => expect(read).toHaveBeenCalledOnce())
  tell(worker)
  first.resolve({ ok: true, value: { words: 'new' } })
  await waitFor(() => expect(words()).toBe('newest'))
  expect(read).toHaveBeenCalledTimes(2)
})

it('keeps what it has when there is no answer', async () => {
  const read = vi.fn<Read>(async () => ({ ok: false, code: 'offline', detail: '', isPassing: true }))
  const { words } = show({ words: 'sent' }, read)
  tell(worker)
  await waitFor(() => expect(read).toHaveBeenCalled())
  expect(words()).toBe('sent')
})

it('reads anew what one comes back to', async () => {
  const initial = { words: 'as it was left' }
  const read = reading('as it is')
  show(initial, read)
  document.body.replaceChildren()
  const { words } = show(initial, read)
  await waitFor(() => expect(words()).toContain('as it is'))
})

it('asks again when there was no answer', async () => {
  const read = vi
    .fn<Read>()
    .mockResolvedValueOnce({ ok: false, code: 'offline', detail: '', isPassing: true })
  read.mockResolvedValue({ ok: true, value: { words: 'new' } })
  const { words } = show({ words: 'sent' }, read)
  tell(worker)
  await waitFor(() => expect(words()).toBe('new'), { timeout: 5000 })
})

it('reads anew when something was told before the page was there', async () => {
  const read = reading('new')
  const at = (node: ReactNode) => <LiveProvider after={0}>{node}</LiveProvider>
  const { again, words } = shown(at(null))
  tell(worker)
  again(at(<Reader initial={{ words: 'older' }} read={read} />))
  await waitFor(() => expect(words()).toBe('new'))
  again(at(<Reader initial={{ words: 'older, too' }} read={read} />))
  await waitFor(() => expect(read).toHaveBeenCalledTimes(2))
  await waitFor(() => expect(words()).toBe('new'))
})
