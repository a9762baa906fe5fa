'use client'
import { Switch as Base } from '@base-ui/react/switch'
import type { ReactNode } from 'react'

type SwitchProps = {
  label: ReactNode
  hint?: ReactNode
  name?: string
  checked?: boolean
  defaultChecked?: boolean
  onCheckedChange?: (checked: boolean) => void
  disabled?: boolean
}

export function Switch({ label, hint, onCheckedChange, ...rest }: SwitchProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the switch inside is the control
    <label className="flex items-start justify-between gap-4 py-1.5 has-data-disabled:opacity-50 max-sm:py-3">
      <span className="flex flex-col">
        {label}
        {hint && <span className="text-muted text-sm">{hint}</span>}
      </span>
      <Base.Root
        {...rest}
        onCheckedChange={(checked) => onCheckedChange?.(checked)}
        className="flex h-5 w-9 shrink-0 items-center rounded-full border border-edge bg-sunken p-0.5 transition-colors duration-150 ease-out data-checked:border-lamp data-checked:bg-lamp"
      >
        <Base.Thumb className="size-3.5 rounded-full bg-edge transition-transform duration-150 ease-out data-checked:translate-x-4 data-checked:bg-lamp-ink" />
      </Base.Root>
    </label>
  )
}
