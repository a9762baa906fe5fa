'use client'
// What waits for a person, in the top bar: how many, and a list in which questions can be answered at once.
import { Bell } from 'lucide-react'
import { useState } from 'react'
import { Lamp } from '../../_ui/lamp.tsx'
import { Popover } from '../../_ui/popover.tsx'
import { toast } from '../../_ui/toast.tsx'
import { call, post } from '../_api/call.ts'
import { NeedRow } from './need-row.tsx'
import { useNeeds } from './needs-provider.tsx'

export function NeedsYou() {
  const [isOpen, setOpen] = useState(false)
  const { value, take, refresh } = useNeeds()
  const { items, nextCursor } = value
  const putAway = async (id: string) => {
    take({ items: items.filter((one) => one.id !== id), nextCursor })
    const answer = await call(`/notifications/${id}/settle`, post())
    if (!answer.ok && answer.code !== 'not_found') toast.error(answer.detail)
    refresh()
  }
  const count = nextCursor ? `${items.length}+` : String(items.length)
  return (
    <Popover
      wide
      align="end"
      open={isOpen}
      onOpenChange={setOpen}
      title="Needs you"
      trigger={
        <button
          type="button"
          className="relative inline-flex h-8 min-w-8 shrink-0 items-center justify-center gap-1.5 rounded-md px-1.5 text-muted transition-colors duration-150 ease-out hover:bg-sunken hover:text-ink data-popup-open:bg-sunken data-popup-open:text-ink max-sm:h-11 max-sm:min-w-11"
        >
          <Bell aria-hidden="true" size={20} strokeWidth={1.5} />
          <span className="sr-only">Needs you: </span>
          {items.length > 0 ? (
            <span className="figures rounded-sm bg-lamp px-1 font-medium text-lamp-ink text-xs">{count}</span>
          ) : (
            <span className="sr-only">nothing</span>
          )}
        </button>
      }
    >
      {items.length === 0 ? (
        <div className="flex flex-col items-center gap-3 py-6 text-center">
          <Lamp state="lit" size={32} label={null} />
          <p className="text-muted">
            Nothing waits for you. Questions, reviews and plans come here when they do.
          </p>
        </div>
      ) : (
        <ul aria-label="What needs you" className="-mx-2 flex flex-col">
          {items.map((one) => (
            <NeedRow
              key={one.id}
              need={one}
              onLeave={() => setOpen(false)}
              onPutAway={() => void putAway(one.id)}
              onAnswered={refresh}
            />
          ))}
        </ul>
      )}
      {nextCursor && (
        <p className="mt-2 text-muted text-sm">There is more; it follows as you go through these.</p>
      )}
    </Popover>
  )
}
