// Named phases of something long: which are done, which one runs and for how long, which one failed.
import { Check, CircleDashed, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Elapsed } from './elapsed.tsx'
import { Lamp } from './lamp.tsx'

export type Step = {
  key: string
  label: string
  state: 'waiting' | 'running' | 'done' | 'failed'
  startedAt?: string | number | null
  endedAt?: string | number | null
  note?: ReactNode
}

const spoken = { waiting: 'waiting', running: 'under way', done: 'done', failed: 'failed' }

export function StepList({ label, steps }: { label: string; steps: readonly Step[] }) {
  return (
    <ol aria-label={label} className="flex flex-col">
      {steps.map((step) => (
        <li
          key={step.key}
          aria-current={step.state === 'running' ? 'step' : undefined}
          className="flex min-h-9 items-start gap-3 py-2"
        >
          <span className="flex size-5 shrink-0 items-center justify-center">{mark(step.state)}</span>
          <span className="min-w-0 flex-1">
            <span
              className={classes(
                step.state === 'waiting' && 'text-muted',
                step.state === 'running' && 'font-medium',
              )}
            >
              {step.label}
            </span>
            <span className="sr-only">, {spoken[step.state]}</span>
            {step.note && <span className="block text-muted text-sm">{step.note}</span>}
          </span>
          {step.startedAt && (
            <span className="text-muted text-sm">
              <Elapsed since={step.startedAt} until={step.endedAt} />
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}

function mark(state: Step['state']): ReactNode {
  const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const
  if (state === 'running') return <Lamp state="warming" size={20} label={null} />
  if (state === 'done') return <Check {...icon} className="text-good" />
  if (state === 'failed') return <X {...icon} className="text-bad" />
  return <CircleDashed {...icon} className="text-edge" />
}
