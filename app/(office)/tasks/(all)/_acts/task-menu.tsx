'use client'
// The menu of one task: everything dragging does, and who, how urgent and under which labels.
import { Check, ExternalLink, Link2, MoveRight, SquareCheck, UserRound } from 'lucide-react'
import type { Employee } from '#lib/wire/employee.ts'
import type { TaskCard } from '#lib/wire/task.ts'
import { Avatar } from '../../../../_ui/avatar.tsx'
import { Kbd } from '../../../../_ui/kbd.tsx'
import { AnchoredMenu, MenuGroup, MenuItem, MenuLine, MenuLink, SubMenu } from '../../../../_ui/menu.tsx'
import { toast } from '../../../../_ui/toast.tsx'
import { PrioritySign } from '../../_signs/priority-sign.tsx'
import { priorityNames } from '../../_words/status.ts'
import { moveNames } from '../_board/card-words.ts'
import { columnNames } from '../_board/columns.ts'
import { type MoveVerb, movesOf } from '../_board/drop-of.ts'
import { linkOfRow } from '../_board/use-row-keys.ts'
import { LabelMenu } from './label-menu.tsx'
import type { Change } from './use-acts.ts'

type TaskMenuProps = {
  card: TaskCard
  anchor: Element
  employees: readonly Employee[]
  labels: readonly string[]
  onClose: () => void
  onMove: (verb: MoveVerb) => void
  onChange: (change: Change) => void
  onSelect: () => void
  onEditLabels: () => void
}

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const

export function TaskMenu(props: TaskMenuProps) {
  const { card, anchor, employees, labels, onClose, onMove, onChange, onSelect, onEditLabels } = props
  const moves = movesOf(card)
  return (
    <AnchoredMenu
      anchor={anchor}
      label={`#${card.number}`}
      onClose={onClose}
      focusAfter={() => linkOfRow(card.id)}
    >
      {moves.length > 0 && (
        <MenuGroup label="Move to">
          {moves.map(({ column, verb }) => (
            <MenuItem
              key={verb}
              icon={<MoveRight {...icon} />}
              danger={verb === 'cancel'}
              shortcut={<span className="text-muted text-xs">{moveNames[verb]}</span>}
              onClick={() => onMove(verb)}
            >
              {columnNames[column]}
            </MenuItem>
          ))}
        </MenuGroup>
      )}
      <MenuLine />
      <SubMenu icon={<UserRound {...icon} />} label="Give to">
        <MenuItem
          onClick={() => onChange({ assigneeId: null })}
          shortcut={card.assigneeId === null && <Check {...icon} />}
        >
          Nobody in particular
        </MenuItem>
        {employees.map(({ id, name, portraitSeed }) => (
          <MenuItem
            key={id}
            icon={<Avatar seed={portraitSeed} size={20} />}
            shortcut={card.assigneeId === id && <Check {...icon} />}
            onClick={() => onChange({ assigneeId: id })}
          >
            {name}
          </MenuItem>
        ))}
      </SubMenu>
      <SubMenu icon={<PrioritySign isPlain priority={card.priority} />} label="Priority">
        {priorityNames
          .map((name, priority) => (
            <MenuItem
              key={name}
              icon={<PrioritySign isPlain priority={priority} />}
              shortcut={card.priority === priority && <Check {...icon} />}
              onClick={() => onChange({ priority })}
            >
              {name}
            </MenuItem>
          ))
          .reverse()}
      </SubMenu>
      <LabelMenu
        card={card}
        labels={labels}
        onLabels={(next) => onChange({ labels: next })}
        onEdit={onEditLabels}
      />
      <MenuLine />
      <MenuItem icon={<SquareCheck {...icon} />} shortcut={<Kbd>X</Kbd>} onClick={onSelect}>
        Select
      </MenuItem>
      <MenuLink href={`/tasks/${card.id}`} icon={<ExternalLink {...icon} />}>
        Open
      </MenuLink>
      <MenuItem icon={<Link2 {...icon} />} onClick={() => void copyAddress(card.id)}>
        Copy the address
      </MenuItem>
    </AnchoredMenu>
  )
}

async function copyAddress(id: string): Promise<void> {
  await navigator.clipboard.writeText(`${window.location.origin}/tasks/${id}`)
  toast.success('Copied')
}
