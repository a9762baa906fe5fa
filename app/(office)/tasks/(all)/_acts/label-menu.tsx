'use client'
import { Check, Pencil, Tag } from 'lucide-react'
import type { TaskCard } from '#lib/wire/task.ts'
import { MenuItem, MenuLine, SubMenu } from '../../../../_ui/menu.tsx'
import { toggled } from '../_filter/view.ts'

type LabelMenuProps = {
  card: TaskCard
  labels: readonly string[]
  onLabels: (labels: string[]) => void
  onEdit: () => void
}

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const
const mostInMenu = 12

/** A press puts a label on or takes it off; what is not in use yet is typed. */
export function LabelMenu({ card, labels, onLabels, onEdit }: LabelMenuProps) {
  const own = new Set(card.labels)
  const offered = [...card.labels, ...labels.filter((label) => !own.has(label))].slice(0, mostInMenu)
  return (
    <SubMenu icon={<Tag {...icon} />} label="Labels">
      {offered
        .toSorted((one, other) => one.localeCompare(other))
        .map((label) => (
          <MenuItem
            key={label}
            stays
            shortcut={own.has(label) && <Check aria-label="is on it" size={16} strokeWidth={1.5} />}
            onClick={() => onLabels(toggled(card.labels, label))}
          >
            <span dir="auto" className="block truncate">
              {label}
            </span>
          </MenuItem>
        ))}
      {offered.length > 0 && <MenuLine />}
      <MenuItem icon={<Pencil {...icon} />} onClick={onEdit}>
        Edit labels
      </MenuItem>
    </SubMenu>
  )
}
