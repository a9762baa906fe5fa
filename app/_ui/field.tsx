'use client'
// Label, control, hint and error as one thing. The control inside finds its label, hint and error by itself.
import { Field as Base } from '@base-ui/react/field'
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'

type FieldProps = {
  label: string
  /** Keep the label for screen readers only, where the place explains the control. */
  hideLabel?: boolean
  hint?: ReactNode
  error?: string | undefined
  optional?: boolean
  children: ReactNode
  className?: string
}

export function Field({ label, hideLabel, hint, error, optional, children, className }: FieldProps) {
  return (
    <Base.Root invalid={Boolean(error)} className={classes('flex flex-col gap-1.5', className)}>
      <Base.Label className={hideLabel ? 'sr-only' : 'font-medium'}>
        {label}
        {optional && <span className="ml-1.5 font-normal text-muted">optional</span>}
      </Base.Label>
      {children}
      {error && (
        <Base.Error match className="flex items-start gap-1.5 text-bad text-sm">
          <CircleAlert aria-hidden="true" size={16} strokeWidth={1.5} className="mt-px shrink-0" />
          {error}
        </Base.Error>
      )}
      {hint && !error && <Base.Description className="text-muted text-sm">{hint}</Base.Description>}
    </Base.Root>
  )
}
