// @vitest-environment happy-dom
import type { ReactNode } from 'react'
import { expect, it } from 'vitest'
import { LiveProvider } from '#app/_live/live-provider.tsx'
import type { TaskCard } from '#lib/wire/task.ts'
import { tell, tellStreamByHand } from '#tests/support/live.ts'
import { shown } from '#tests/support/page.tsx'
import { aCard } from '../../[id]/_testing/task.ts'
import { useTasks } from './use-tasks.ts'

tellStreamByHand()

function Statuses({ initial }: { initial: readonly TaskCard[] }) {
  return <p>{[...useTasks(initial).cards.values()].map(({ number, status }) => `#${number} ${status}`)}</p>
}
const at = (node: ReactNode) => <LiveProvider after={0}>{node}</LiveProvider>
const read = aCard({ number: 1, status: 'ready', updatedAt: '2026-11-02T10:00:00.000Z' })
const now = (facts: Partial<TaskCard>) => tell({ event: 'task', data: { ...read, ...facts } })

it('shows what was told while the page travelled', () => {
  const { again, words } = shown(at(null))
  now({ status: 'running', updatedAt: '2026-11-02T10:00:01.000Z' })
  again(at(<Statuses initial={[read]} />))
  expect(words()).toBe('#1 running')
})

it('believes the page where it is newer, and where it is as new', () => {
  const { again, words } = shown(at(null))
  now({ status: 'running' })
  again(at(<Statuses initial={[read]} />))
  expect(words()).toBe('#1 ready')
})
