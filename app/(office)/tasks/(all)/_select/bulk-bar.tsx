'use client'
// What can be done to all the tasks that are marked.
import { Check, CircleX, Play, RotateCcw, Tag, UserRound, X } from 'lucide-react'
import { useState } from 'react'
import type { Employee } from '#lib/wire/employee.ts'
import type { ManyAct, TaskCard } from '#lib/wire/task.ts'
import { Avatar } from '../../../../_ui/avatar.tsx'
import { Button } from '../../../../_ui/button.tsx'
import { Field } from '../../../../_ui/field.tsx'
import { IconButton } from '../../../../_ui/icon-button.tsx'
import { Menu, MenuItem } from '../../../../_ui/menu.tsx'
import { Popover } from '../../../../_ui/popover.tsx'
import { TextInput } from '../../../../_ui/text-input.tsx'
import { LabelChips } from '../../_form/label-chips.tsx'
import { suggestionsFor } from '../../_form/label-words.ts'
import { PrioritySign } from '../../_signs/priority-sign.tsx'
import { priorityNames } from '../../_words/status.ts'
import { dropOf, type MoveVerb } from '../_board/drop-of.ts'

type BulkBarProps = {
  cards: readonly TaskCard[]
  employees: readonly Employee[]
  labels: readonly string[]
  onAct: (act: ManyAct) => void
  onMove: (cards: readonly TaskCard[], verb: MoveVerb) => void
  onClear: () => void
}

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const

/** For several at once. What one verb cannot be done to is left as it is; its number says so. */
const offered = [
  { column: 'ready', verb: 'start', words: 'Start', Icon: Play },
  { column: 'ready', verb: 'retry', words: 'Try again', Icon: RotateCcw },
  { column: 'done', verb: 'approve', words: 'Approve', Icon: Check },
  { column: 'cancelled', verb: 'cancel', words: 'Cancel', Icon: CircleX },
] as const

export function BulkBar({ cards, employees, labels, onAct, onMove, onClear }: BulkBarProps) {
  const offers = offered
    .map((offer) => ({
      ...offer,
      able: cards.filter((card) => dropOf(card, offer.column)?.verb === offer.verb),
    }))
    .filter(({ able }) => able.length > 0)
  return (
    <section
      aria-label="Selected tasks"
      className="floating fixed inset-x-3 bottom-3 z-30 mx-auto flex w-fit max-w-[calc(100vw-24px)] flex-wrap items-center gap-1 p-1.5 md:left-60"
    >
      <div className="flex items-center justify-between gap-1 max-sm:w-full">
        <p role="status" className="px-2 font-medium">
          {cards.length} selected
        </p>
        <IconButton label="Select nothing" onClick={onClear}>
          <X {...icon} />
        </IconButton>
      </div>
      <Menu
        align="start"
        trigger={
          <Button tone="plain">
            <UserRound {...icon} /> Give to
          </Button>
        }
      >
        <MenuItem onClick={() => onAct({ do: 'assign', value: null })}>Nobody in particular</MenuItem>
        {employees.map(({ id, name, portraitSeed }) => (
          <MenuItem
            key={id}
            icon={<Avatar seed={portraitSeed} size={20} />}
            onClick={() => onAct({ do: 'assign', value: id })}
          >
            {name}
          </MenuItem>
        ))}
      </Menu>
      <Menu
        align="start"
        trigger={
          <Button tone="plain">
            <PrioritySign isPlain priority={2} /> Priority
          </Button>
        }
      >
        {priorityNames
          .map((name, priority) => (
            <MenuItem
              key={name}
              icon={<PrioritySign isPlain priority={priority} />}
              onClick={() => onAct({ do: 'priority', value: priority })}
            >
              {name}
            </MenuItem>
          ))
          .reverse()}
      </Menu>
      <LabelTool labels={labels} onLabel={(value) => onAct({ do: 'label', value })} />
      {offers.map(({ verb, words, Icon, able }) => (
        <Button
          key={verb}
          tone="plain"
          className={verb === 'cancel' ? 'text-bad' : ''}
          onClick={() => onMove(able, verb)}
        >
          <Icon {...icon} /> {words}
          {able.length < cards.length && ` ${able.length}`}
        </Button>
      ))}
    </section>
  )
}

type LabelToolProps = { labels: readonly string[]; onLabel: (label: string) => void }

function LabelTool({ labels, onLabel }: LabelToolProps) {
  const [typed, setTyped] = useState('')
  const add = (label: string) => {
    if (label.trim() === '') return
    onLabel(label.trim())
    setTyped('')
  }
  return (
    <Popover
      title="Add a label"
      trigger={
        <Button tone="plain">
          <Tag {...icon} /> Label
        </Button>
      }
    >
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          add(typed)
        }}
      >
        <Field label="Label" hideLabel className="flex-1">
          <TextInput value={typed} maxLength={40} onChange={(event) => setTyped(event.target.value)} />
        </Field>
        <Button type="submit">Add</Button>
      </form>
      <div className="mt-2">
        <LabelChips labels={suggestionsFor(typed, labels)} onChoose={add} />
      </div>
    </Popover>
  )
}
