// The page of tasks for tests, with answers of the API by hand.
import { act, fireEvent } from '@testing-library/react'
import { beforeEach, vi } from 'vitest'
import { TasksPage } from '#app/(office)/tasks/(all)/tasks-page.tsx'
import { aCard } from '#app/(office)/tasks/[id]/_testing/task.ts'
import type { TaskCard } from '#lib/wire/task.ts'
import { tellStreamByHand } from './live.ts'
import { inOffice, several } from './office.tsx'
import { shown } from './page.tsx'

tellStreamByHand()
export const answers = vi.fn<(path: string, method: string, body: unknown) => unknown>()
beforeEach(() => {
  answers.mockReset()
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    const body = init?.body ? JSON.parse(String(init.body)) : undefined
    const answer = await answers(path.replace('/api/v1', ''), init?.method ?? 'GET', body)
    if (answer instanceof Response) return answer
    return Response.json(answer ?? { items: [], nextCursor: null })
  })
})

const [adaOf, grace] = several('Ada', 'Grace')
export const ada = adaOf
const employees = [ada, grace].filter((one) => one !== undefined)

export function page(cards: readonly TaskCard[], search = '') {
  const found = shown(inOffice(<TasksPage initial={cards} olderCursor={null} />, { employees }), {
    path: '/tasks',
    search,
  })
  const column = (name: string) => found.getByRole('region', { name: new RegExp(`^${name},`) })
  const titles = (name: string) => [...column(name).querySelectorAll('h3')].map((title) => title.textContent)
  const menu = (number: number) => fireEvent.click(found.getByRole('button', { name: `More for #${number}` }))
  const choose = (name: RegExp) => fireEvent.click(found.getByRole('menuitem', { name }))
  const focus = (title: string) => act(() => found.getByRole('link', { name: title }).focus())
  const key = (name: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key: name })
  return { ...found, column, titles, menu, choose, focus, key }
}

export const refused = (detail: string) =>
  Response.json({ code: 'conflict', detail, status: 409 }, { status: 409 })

export const page1 = aCard({ number: 1, title: 'Make a page' })
