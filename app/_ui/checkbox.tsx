'use client'
import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'

type CheckboxProps = {
  label: ReactNode
  hint?: ReactNode
  name?: string
  value?: string
  checked?: boolean
  defaultChecked?: boolean
  onCheckedChange?: (checked: boolean) => void
  disabled?: boolean
  required?: boolean
}

export function Checkbox({ label, hint, onCheckedChange, ...rest }: CheckboxProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is the control
    <label className="flex items-start gap-2.5 py-1.5 has-data-disabled:opacity-50 max-sm:py-3">
      <Base.Root
        {...rest}
        onCheckedChange={(checked) => onCheckedChange?.(checked)}
        className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-sm border border-edge bg-surface data-checked:border-lamp data-checked:bg-lamp"
      >
        <Base.Indicator className="text-lamp-ink">
          <Check aria-hidden="true" size={12} strokeWidth={3} />
        </Base.Indicator>
      </Base.Root>
      <span className="flex flex-col">
        {label}
        {hint && <span className="text-muted text-sm">{hint}</span>}
      </span>
    </label>
  )
}
