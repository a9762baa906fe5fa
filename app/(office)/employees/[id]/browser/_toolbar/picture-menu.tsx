'use client'
import { MonitorCog } from 'lucide-react'
import { Field } from '#app/_ui/field.tsx'
import { IconButton } from '#app/_ui/icon-button.tsx'
import { Popover } from '#app/_ui/popover.tsx'
import { Select } from '#app/_ui/select.tsx'
import type { KeptLook } from '../_desktop/kept-look.ts'

const zooms = [
  { value: 'fit', label: 'Fit', note: 'The whole desktop, as large as there is room' },
  { value: 'actual', label: '100 %', note: 'Every dot of it; scroll to see the rest' },
] as const
const qualities = [
  { value: 'sharp', label: 'Sharp', note: 'Every letter crisp; needs a good line' },
  { value: 'balanced', label: 'Balanced', note: 'Crisp when it stands still' },
  { value: 'light', label: 'Light', note: 'For slow or costly lines' },
] as const

type PictureMenuProps = { look: KeptLook; onChange: (look: KeptLook) => void }

export function PictureMenu({ look, onChange }: PictureMenuProps) {
  return (
    <Popover
      align="end"
      title="Picture"
      trigger={
        <IconButton label="Size and quality of the picture">
          <MonitorCog aria-hidden="true" size={20} strokeWidth={1.5} />
        </IconButton>
      }
    >
      <div className="mt-3 flex flex-col gap-4">
        <Field label="Size">
          <Select
            options={zooms}
            value={look.zoom}
            onValueChange={(value) => {
              const found = zooms.find((one) => one.value === value)
              if (found) onChange({ ...look, zoom: found.value })
            }}
          />
        </Field>
        <Field label="Quality">
          <Select
            options={qualities}
            value={look.quality}
            onValueChange={(value) => {
              const found = qualities.find((one) => one.value === value)
              if (found) onChange({ ...look, quality: found.value })
            }}
          />
        </Field>
      </div>
    </Popover>
  )
}
