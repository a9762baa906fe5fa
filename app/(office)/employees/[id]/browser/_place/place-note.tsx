'use client'
import { Button } from '#app/_ui/button.tsx'
import { Elapsed } from '#app/_ui/elapsed.tsx'
import { EmptyState } from '#app/_ui/empty-state.tsx'
import { Lamp } from '#app/_ui/lamp.tsx'
import type { Employee } from '#lib/wire/employee.ts'
import { useSteer } from '../../../../_office/use-steer.ts'
import { lampOf } from '../../../../_office/words.ts'
import type { Place } from './place-of.ts'

/** Where the desktop would be: why there is none now, and what helps. */
export function PlaceNote({ employee, place }: { employee: Employee; place: Place }) {
  const { run, isBusy } = useSteer()
  const { title, text, act, since } = place
  return (
    <div role="status" className="flex min-h-full items-center justify-center bg-sunken">
      <EmptyState
        drawing={<Lamp state={lampOf(employee, false)} size={96} label={null} />}
        title={title}
        text={
          <>
            {text}
            {since && (
              <span className="mt-2 block text-sm">
                <Elapsed since={since} />
              </span>
            )}
          </>
        }
        action={
          act && (
            <Button
              tone="primary"
              size="lg"
              busy={isBusy}
              onClick={() => void run(employee.id, act.verb)}
              className="max-w-full"
            >
              <span className="truncate">{act.label}</span>
            </Button>
          )
        }
      />
    </div>
  )
}
