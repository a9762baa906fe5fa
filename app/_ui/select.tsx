'use client'
import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { controlLook } from './control-look.ts'

type SelectOption = {
  value: string
  label: string
  note?: string
  /** A portrait or sign before the label. */
  lead?: ReactNode
  disabled?: boolean
}

type SelectProps = {
  options: readonly SelectOption[]
  name?: string
  value?: string
  defaultValue?: string
  onValueChange?: (value: string) => void
  placeholder?: string
  disabled?: boolean
  /** Only where no Field gives it a name. */
  'aria-label'?: string
  className?: string
}

export function Select({ options, onValueChange, placeholder = 'Choose', className, ...rest }: SelectProps) {
  const { 'aria-label': label, ...root } = rest
  return (
    <Base.Root
      {...root}
      items={options}
      onValueChange={(value) => typeof value === 'string' && onValueChange?.(value)}
    >
      <Base.Trigger
        aria-label={label}
        className={classes(controlLook, 'flex h-8 items-center justify-between gap-2 max-sm:h-11', className)}
      >
        <Base.Value placeholder={placeholder} className="min-w-0 truncate data-placeholder:text-muted">
          {options.some((option) => option.lead)
            ? (value) => <Chosen options={options} value={value} />
            : undefined}
        </Base.Value>
        <Base.Icon>
          <ChevronsUpDown aria-hidden="true" size={16} strokeWidth={1.5} className="text-muted" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50 outline-none">
          <Base.Popup className="floating max-h-(--available-height) min-w-(--anchor-width) max-w-(--available-width) overflow-y-auto p-1 outline-none">
            {options.map((option) => (
              <Option key={option.value} option={option} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function Chosen({ options, value }: { options: readonly SelectOption[]; value: unknown }) {
  const option = options.find((one) => one.value === value)
  return (
    <span className="flex min-w-0 items-center gap-2">
      {option?.lead}
      <span className="truncate">{option?.label}</span>
    </span>
  )
}

function Option({ option }: { option: SelectOption }) {
  return (
    <Base.Item
      value={option.value}
      disabled={option.disabled ?? false}
      className="flex min-h-8 cursor-default items-center gap-2 rounded-sm py-1 pr-3 pl-2 outline-none data-highlighted:bg-sunken data-disabled:opacity-50 max-sm:min-h-11"
    >
      <span className="flex size-4 shrink-0">
        <Base.ItemIndicator>
          <Check aria-hidden="true" size={16} strokeWidth={1.5} className="text-lamp-text" />
        </Base.ItemIndicator>
      </span>
      {option.lead}
      <span className="flex min-w-0 flex-col">
        <Base.ItemText>{option.label}</Base.ItemText>
        {option.note && <span className="text-muted text-xs">{option.note}</span>}
      </span>
    </Base.Item>
  )
}
