'use client'
// One task on the board. The whole card leads to its page; it is drawn again only when something on it changed.
import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { Ellipsis } from 'lucide-react'
import Link from 'next/link'
import { type MouseEvent, memo, useEffect, useRef } from 'react'
import type { TaskCard } from '#lib/wire/task.ts'
import { IconButton } from '../../../../_ui/icon-button.tsx'
import { Lamp } from '../../../../_ui/lamp.tsx'
import { PrioritySign } from '../../_signs/priority-sign.tsx'
import { costInWords } from '../../_words/money.ts'
import type { Face } from '../_face/face-of.ts'
import { FaceSign } from '../_face/face-sign.tsx'
import { LabelList } from '../_face/label-list.tsx'
import { PartSign } from '../_face/part-sign.tsx'
import { QuestionSign } from '../_face/question-sign.tsx'
import { SelectBox } from '../_select/select-box.tsx'
import { lampOfTask, progressLine, whyLine } from './card-words.ts'
import { dragKind } from './drag.ts'
import { PartList } from './part-list.tsx'

/** What rows and cards can ask for. The same object as long as the page stands. */
export interface RowActs {
  select: (id: string, isRange: boolean) => void
  menu: (id: string, anchor: Element) => void
  unfold: (id: string) => void
}

export interface TaskCardProps {
  card: TaskCard
  face: Face | undefined
  /** Of the task it is a part of. */
  parentNumber: number | undefined
  isSelected: boolean
  /** Its sub-tasks, while they are unfolded. */
  parts: readonly TaskCard[] | undefined
  acts: RowActs
}

export const TaskCardItem = memo(function TaskCardItem(props: TaskCardProps) {
  const { card, face, parentNumber, isSelected, parts, acts } = props
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    const element = row.current
    return element
      ? draggable({ element, getInitialData: () => ({ kind: dragKind, id: card.id }) })
      : undefined
  }, [card.id])
  const lamp = lampOfTask(card)
  const progress = progressLine(card)
  const why = whyLine(card)
  return (
    <li
      ref={row}
      data-row
      data-task={card.id}
      data-selected={isSelected || undefined}
      onClickCapture={(event) => selectInstead(event, card.id, acts)}
      className="group relative shrink-0 rounded-md border border-line bg-surface px-2.5 py-2 transition-colors duration-150 ease-out [contain-intrinsic-height:auto_84px] [content-visibility:auto] focus-within:border-edge hover:border-edge data-selected:border-focus data-selected:bg-lamp-wash"
    >
      <div className="flex h-5 items-center gap-1.5 text-muted text-xs">
        <span className="group-focus-within:invisible group-hover:invisible group-data-selected:invisible pointer-coarse:group-hover:visible">
          <PrioritySign priority={card.priority} />
        </span>
        <span className="figures">#{card.number}</span>
        {parentNumber !== undefined && <span className="truncate">part of #{parentNumber}</span>}
        <span className="flex-1" />
        {card.costMicros > 0 && <span className="figures shrink-0">{costInWords(card.costMicros)}</span>}
        {lamp && <Lamp state={lamp} size={16} />}
        {/* Under a finger the button below is always there, and has room of its own. */}
        <span aria-hidden="true" className="hidden w-7 shrink-0 pointer-coarse:block" />
        <FaceSign face={face} />
      </div>
      <h3
        dir="auto"
        className="mt-1 line-clamp-3 text-left text-base [overflow-wrap:anywhere] [text-wrap:wrap]"
      >
        <Link
          href={`/tasks/${card.id}`}
          prefetch={false}
          draggable={false}
          className="outline-none after:absolute after:inset-0 after:rounded-md focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-1"
        >
          {card.title}
        </Link>
      </h3>
      {progress && (
        <p dir="auto" title={progress} className="mt-0.5 truncate text-left text-sm">
          {progress}
        </p>
      )}
      {why && (
        <p
          dir="auto"
          title={why}
          className={`mt-0.5 line-clamp-2 text-left text-sm ${card.status === 'failed' ? 'text-bad' : 'text-muted'}`}
        >
          {why}
        </p>
      )}
      <Facts card={card} isUnfolded={parts !== undefined} acts={acts} />
      {parts && <PartList parts={parts} />}
      <SelectBox
        label={`Select #${card.number}`}
        isSelected={isSelected}
        onSelect={(isRange) => acts.select(card.id, isRange)}
        className="absolute top-1.5 left-2 opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 group-data-selected:opacity-100"
      />
      <IconButton
        label={`More for #${card.number}`}
        aria-haspopup="menu"
        onClick={(event) => acts.menu(card.id, event.currentTarget)}
        className="absolute top-1 right-8 z-10 size-7 bg-surface opacity-0 group-data-selected:bg-lamp-wash focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 max-sm:-top-1 max-sm:right-7 pointer-coarse:bg-transparent pointer-coarse:opacity-100"
      >
        <Ellipsis aria-hidden="true" size={16} strokeWidth={1.5} />
      </IconButton>
    </li>
  )
})

/** With Shift or Ctrl a click marks the card instead of opening it. */
export function selectInstead(event: MouseEvent, id: string, acts: RowActs): void {
  if (!(event.shiftKey || event.metaKey || event.ctrlKey)) return
  event.preventDefault()
  event.stopPropagation()
  acts.select(id, event.shiftKey)
}

type FactsProps = { card: TaskCard; isUnfolded: boolean; acts: RowActs }

function Facts({ card, isUnfolded, acts }: FactsProps) {
  const { labels, parts, openQuestions } = card
  if (labels.length === 0 && parts.total === 0 && openQuestions === 0) return null
  return (
    <div className="mt-1.5 flex min-w-0 items-center gap-2 text-muted">
      <LabelList labels={labels} />
      {parts.total > 0 && (
        <button
          type="button"
          aria-expanded={isUnfolded}
          onClick={() => acts.unfold(card.id)}
          className="relative z-10 flex min-h-6 shrink-0 items-center rounded-sm hover:text-ink"
        >
          <PartSign parts={parts} />
        </button>
      )}
      <QuestionSign count={openQuestions} />
    </div>
  )
}
