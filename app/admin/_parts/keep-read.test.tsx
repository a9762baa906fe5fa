// @vitest-environment happy-dom
import { act } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { router, sent, shown } from '#tests/support/page.tsx'
import { KeepRead } from './keep-read.tsx'

const answering = () => Response.json({ checks: { database: 'ok' } })
const failing = () => Response.json({ checks: { database: 'does not answer' } }, { status: 503 })
const health = vi.fn<() => Response>()

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
  health.mockReset().mockImplementation(answering)
  vi.stubGlobal('fetch', async () => health())
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const pass = (seconds: number) => act(async () => void vi.advanceTimersByTime(seconds * 1000))
const setSeen = (state: 'visible' | 'hidden') => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
  return act(async () => void document.dispatchEvent(new Event('visibilitychange')))
}
const page = () => shown(<KeepRead at={Date.now()} />)

describe('a page of operators', () => {
  it('says when it was read', () => {
    expect(sent(<KeepRead at={Date.now()} />).words).toBe('Read just now · anew every 15 s')
  })

  it('is read anew while somebody looks at it', async () => {
    page()
    await pass(14)
    expect(router.refresh).not.toHaveBeenCalled()
    await pass(1)
    expect(router.refresh).toHaveBeenCalledTimes(1)
    await pass(15)
    expect(router.refresh).toHaveBeenCalledTimes(2)
  })

  it('is left alone while nobody does, and read at once when somebody does again', async () => {
    page()
    await setSeen('hidden')
    await pass(600)
    expect(health).not.toHaveBeenCalled()
    await setSeen('visible')
    expect(router.refresh).toHaveBeenCalledTimes(1)
  })

  it('is read at once when going back brings it as it was', async () => {
    shown(<KeepRead at={Date.now() - 60_000} />)
    await pass(0)
    expect(router.refresh).toHaveBeenCalledTimes(1)
  })

  it('stands still while somebody says why they act', async () => {
    page()
    const dialog = document.createElement('div')
    dialog.setAttribute('role', 'dialog')
    document.body.append(dialog)
    await pass(60)
    expect(router.refresh).not.toHaveBeenCalled()
    dialog.remove()
    await pass(15)
    expect(router.refresh).toHaveBeenCalledTimes(1)
  })

  it.each([
    ['nobody answers', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['the database does not', async () => failing()],
    ['what answers is something else', async () => new Response('<h1>Bad gateway</h1>', { status: 502 })],
  ])('stays as it is while %s, and says so', async (_, answer) => {
    const { words } = page()
    vi.stubGlobal('fetch', answer)
    await pass(15)
    expect(router.refresh).not.toHaveBeenCalled()
    expect(words()).toBe('Read just now · Deskhand does not answer, asked again every 15 s')
    await pass(120)
    expect(words()).toMatch(/^Read 2 min ago/)
    vi.stubGlobal('fetch', async () => answering())
    await pass(15)
    expect(router.refresh).toHaveBeenCalledTimes(1)
  })

  it('is asked for no more when it is left', async () => {
    const { again } = page()
    again(null)
    await pass(60)
    expect(health).not.toHaveBeenCalled()
  })
})
