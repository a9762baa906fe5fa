'use client'
// A small whole number, typed or stepped.
import { NumberField } from '@base-ui/react/number-field'
import { Minus, Plus } from 'lucide-react'
import { controlLook } from './control-look.ts'

type StepperProps = {
  label: string
  value: number
  min: number
  max: number
  onValueChange: (value: number) => void
}

const buttonLook =
  'flex size-8 shrink-0 items-center justify-center rounded-md border border-line bg-surface hover:border-edge disabled:opacity-50 max-sm:size-11'
const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const

export function Stepper({ label, value, min, max, onValueChange }: StepperProps) {
  return (
    <NumberField.Root
      value={value}
      min={min}
      max={max}
      onValueChange={(next) => next !== null && onValueChange(next)}
    >
      <NumberField.Group className="flex items-center gap-1">
        <NumberField.Decrement aria-label={`${label}: one less`} className={buttonLook}>
          <Minus {...icon} />
        </NumberField.Decrement>
        <span className="w-14">
          <NumberField.Input
            aria-label={label}
            className={`${controlLook} figures h-8 text-center max-sm:h-11`}
          />
        </span>
        <NumberField.Increment aria-label={`${label}: one more`} className={buttonLook}>
          <Plus {...icon} />
        </NumberField.Increment>
      </NumberField.Group>
    </NumberField.Root>
  )
}
