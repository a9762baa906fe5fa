'use client'
// One of a few, each with room to explain itself.
import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'

type RadioCard = {
  value: string
  title: string
  text?: ReactNode
  aside?: ReactNode
  icon?: ReactNode
  disabled?: boolean
}

type RadioCardsProps = {
  label: string
  options: readonly RadioCard[]
  name?: string
  value?: string
  defaultValue?: string
  onValueChange?: (value: string) => void
  columns?: 1 | 2 | 3
}

const grids = { 1: '', 2: 'sm:grid-cols-2', 3: 'sm:grid-cols-2 lg:grid-cols-3' }

export function RadioCards({ label, options, onValueChange, columns = 1, ...rest }: RadioCardsProps) {
  return (
    <RadioGroup
      {...rest}
      aria-label={label}
      onValueChange={(value) => typeof value === 'string' && onValueChange?.(value)}
      className={classes('grid gap-2', grids[columns])}
    >
      {options.map((option) => (
        <Card key={option.value} option={option} />
      ))}
    </RadioGroup>
  )
}

function Card({ option }: { option: RadioCard }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the radio inside is the control
    <label className="flex items-start gap-3 rounded-card border border-line bg-surface p-4 transition-colors duration-150 ease-out hover:border-edge has-data-checked:border-focus has-data-checked:bg-lamp-wash has-data-disabled:opacity-50">
      <Radio.Root
        value={option.value}
        disabled={option.disabled ?? false}
        className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-edge bg-surface data-checked:border-focus"
      >
        <Radio.Indicator className="size-2 rounded-full bg-focus" />
      </Radio.Root>
      {option.icon && <span className="shrink-0 text-muted">{option.icon}</span>}
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex items-baseline justify-between gap-2">
          <span className="font-medium">{option.title}</span>
          {option.aside}
        </span>
        {option.text && <span className="text-muted text-sm">{option.text}</span>}
      </span>
    </label>
  )
}
