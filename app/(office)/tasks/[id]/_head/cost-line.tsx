'use client'
// What the task has cost of what it may, and behind it what it was made of, read when somebody asks.
import { useState } from 'react'
import { terms } from '#lib/billing/plans.ts'
import type { TaskCost } from '#lib/wire/usage.ts'
import { Popover } from '../../../../_ui/popover.tsx'
import { Skeleton } from '../../../../_ui/skeleton.tsx'
import type { Answered } from '../../../_api/call.ts'
import { formatDollars } from '../../../_form/dollars.ts'
import { calls, kindNames, tokensInWords } from '../../../usage/_words/figures.ts'
import { costInWords } from '../../_words/money.ts'
import { fetchCost } from '../_state/task-calls.ts'
import { useTaskPage } from '../_state/use-task.ts'

const list = new Intl.ListFormat('en', { type: 'conjunction' })

export function CostLine() {
  const { task } = useTaskPage()
  const [cost, setCost] = useState<Answered<TaskCost>>()
  const allowance = formatDollars(task.allowanceMicros ?? terms.taskAllowanceMicros)
  const read = (isOpen: boolean) => {
    if (isOpen) void fetchCost(task.id).then(setCost)
  }
  return (
    <Popover
      title="What it cost"
      onOpenChange={read}
      trigger={
        <button
          type="button"
          className="figures -mx-1 min-h-6 whitespace-nowrap rounded-sm px-1 text-muted text-sm hover:bg-sunken max-sm:min-h-11"
        >
          <span className="sr-only">Cost: </span>
          <span className="text-ink">{costInWords(task.costMicros)}</span> of {allowance}
        </button>
      }
    >
      <Made cost={cost} allMicros={task.costMicros} />
      <p className="mt-3 border-line border-t pt-3 text-muted text-sm">
        It may cost {allowance}; at that it stops where it is and asks.
      </p>
    </Popover>
  )
}

type MadeProps = { cost: Answered<TaskCost> | undefined; allMicros: number }

function Made({ cost, allMicros }: MadeProps) {
  if (!cost) return <Skeleton className="h-16 w-full" />
  if (!cost.ok) return <p className="text-bad text-sm">{cost.detail}</p>
  const { value } = cost
  const partsMicros = Math.max(allMicros - value.costMicros, 0)
  if (value.calls === 0 && partsMicros === 0)
    return <p className="text-muted text-sm">No model was asked for anything yet.</p>
  return (
    <>
      <dl className="flex flex-col gap-1 text-sm">
        {value.kinds.map((one) => (
          <div key={one.kind} className="flex items-baseline gap-3">
            <dt className="min-w-0 flex-1">
              {one.kind === 'task' ? 'Work' : kindNames[one.kind]}
              <span className="text-muted">, {calls(one.calls)}</span>
            </dt>
            <dd className="figures">{costInWords(one.costMicros)}</dd>
          </div>
        ))}
        {partsMicros > 0 && (
          <div className="flex items-baseline gap-3">
            <dt className="flex-1">Its parts</dt>
            <dd className="figures">{costInWords(partsMicros)}</dd>
          </div>
        )}
      </dl>
      {value.calls > 0 && (
        <p className="mt-2 text-muted text-sm">
          By {list.format(value.models.map(({ name }) => name))}. Tokens: {tokensInWords(value)}.
        </p>
      )}
      {value.practiceCalls > 0 && (
        <p className="mt-2 text-muted text-sm">
          {value.practiceCalls === value.calls ? 'All of it' : calls(value.practiceCalls)} answered by the
          practice model, which costs nothing.
        </p>
      )}
    </>
  )
}
