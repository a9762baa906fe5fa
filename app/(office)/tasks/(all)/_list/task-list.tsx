'use client'
// The same tasks as lines of a table, in the order of the columns.
import { Ellipsis } from 'lucide-react'
import Link from 'next/link'
import { memo, type ReactNode } from 'react'
import type { TaskCard } from '#lib/wire/task.ts'
import { Button } from '../../../../_ui/button.tsx'
import { classes } from '../../../../_ui/classes.ts'
import { IconButton } from '../../../../_ui/icon-button.tsx'
import { Lamp } from '../../../../_ui/lamp.tsx'
import { LoadMore } from '../../../../_ui/load-more.tsx'
import { RelativeTime } from '../../../../_ui/relative-time.tsx'
import { PrioritySign } from '../../_signs/priority-sign.tsx'
import { costInWords } from '../../_words/money.ts'
import type { RowsProps } from '../_board/board.tsx'
import { lampOfTask, progressLine, whyLine } from '../_board/card-words.ts'
import { type ColumnKey, columnKeys, columnNames } from '../_board/columns.ts'
import { type RowActs, selectInstead } from '../_board/task-card.tsx'
import { useGrowing } from '../_board/use-growing.ts'
import { type Face, faceOf } from '../_face/face-of.ts'
import { FaceSign } from '../_face/face-sign.tsx'
import { LabelList } from '../_face/label-list.tsx'
import { PartSign } from '../_face/part-sign.tsx'
import { QuestionSign } from '../_face/question-sign.tsx'
import { SelectBox } from '../_select/select-box.tsx'
import type { Older } from '../_state/use-older.ts'
import { attemptsInWords, FailedTools } from './failed-tools.tsx'

type TaskListProps = RowsProps & { older: Older; onRetry: (cards: readonly TaskCard[]) => void }

export function TaskList({ arranged, cards, employees, selected, acts, older, onRetry }: TaskListProps) {
  const full = columnKeys.filter((key) => arranged[key].length > 0)
  return (
    <div data-list className="min-h-0 flex-1 overflow-y-auto px-2 pb-16 sm:px-4">
      {full.map((column) => (
        <Group
          key={column}
          column={column}
          rows={arranged[column]}
          tools={column === 'failed' && <RetryAll cards={arranged.failed} onRetry={onRetry} />}
        >
          {(card) => (
            <Row
              key={card.id}
              card={card}
              face={faceOf(card, employees)}
              parentNumber={card.parentId ? cards.get(card.parentId)?.number : undefined}
              isSelected={selected.has(card.id)}
              acts={acts}
              onRetry={onRetry}
            />
          )}
        </Group>
      ))}
      {older.hasMore && <LoadMore label="Show older ones" busy={older.isBusy} onLoad={older.load} />}
    </div>
  )
}

type GroupProps = {
  column: ColumnKey
  rows: readonly TaskCard[]
  /** At the end of the head line. */
  tools: ReactNode
  children: (card: TaskCard) => ReactNode
}

function Group({ column, rows, tools, children }: GroupProps) {
  const { count, sentinel } = useGrowing(rows.length)
  const name = columnNames[column]
  return (
    <section aria-label={`${name}, ${rows.length === 1 ? 'one task' : `${rows.length} tasks`}`}>
      <h2 className="sticky top-0 z-20 flex h-9 items-center gap-2 border-line border-b bg-paper px-2 font-medium text-sm">
        {name}
        <span aria-hidden="true" className="figures font-normal text-muted text-xs">
          {rows.length}
        </span>
        <span className="flex-1" />
        {tools}
      </h2>
      <ul aria-label={name} className="pb-4">
        {rows.slice(0, count).map(children)}
      </ul>
      {count < rows.length && (
        <p ref={sentinel} className="pb-6 text-center text-muted text-sm">
          {rows.length - count} more
        </p>
      )}
    </section>
  )
}

type RetryAllProps = { cards: readonly TaskCard[]; onRetry: (cards: readonly TaskCard[]) => void }

function RetryAll({ cards, onRetry }: RetryAllProps) {
  if (cards.length < 2) return null
  return (
    <Button tone="plain" className="h-7 px-2 text-sm max-sm:h-11" onClick={() => onRetry(cards)}>
      Try all {cards.length} again
    </Button>
  )
}

interface RowProps {
  card: TaskCard
  face: Face | undefined
  parentNumber: number | undefined
  isSelected: boolean
  acts: RowActs
  onRetry: (cards: readonly TaskCard[]) => void
}

const Row = memo(function Row({ card, face, parentNumber, isSelected, acts, onRetry }: RowProps) {
  const lamp = lampOfTask(card)
  const why = whyLine(card)
  const line = progressLine(card) || why
  const hasFailed = card.status === 'failed'
  return (
    <li
      data-row
      data-task={card.id}
      data-selected={isSelected || undefined}
      onClickCapture={(event) => selectInstead(event, card.id, acts)}
      className="group relative flex min-h-9 items-center gap-2.5 rounded-md px-2 py-1 [contain-intrinsic-height:auto_36px] [content-visibility:auto] hover:bg-sunken data-selected:bg-lamp-wash max-sm:min-h-14 max-sm:items-start max-sm:py-2"
    >
      <span className="relative flex size-4 shrink-0 items-center justify-center max-sm:mt-0.5">
        <span className="group-focus-within:invisible group-hover:invisible group-data-selected:invisible">
          <PrioritySign priority={card.priority} />
        </span>
        <SelectBox
          label={`Select #${card.number}`}
          isSelected={isSelected}
          onSelect={(isRange) => acts.select(card.id, isRange)}
          className="absolute opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 group-data-selected:opacity-100"
        />
      </span>
      <span className="figures w-11 shrink-0 text-muted text-xs max-sm:mt-0.5 max-sm:w-9">
        #{card.number}
      </span>
      {/* A reason is what one comes for: beside a long title it would have no room. */}
      <span
        className={classes(
          'flex min-w-0 flex-1 max-sm:flex-col max-sm:items-stretch max-sm:gap-0.5',
          hasFailed ? 'flex-col items-stretch gap-0.5 py-1 max-sm:py-0' : 'items-center gap-3',
        )}
      >
        <Link
          href={`/tasks/${card.id}`}
          prefetch={false}
          dir="auto"
          title={card.title}
          className="min-w-0 truncate text-left outline-none max-sm:line-clamp-2 max-sm:whitespace-normal after:absolute after:inset-0 after:rounded-md focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-1"
        >
          {card.title}
        </Link>
        {line && (
          <span
            dir="auto"
            title={line}
            className={`min-w-0 text-left text-sm ${hasFailed ? 'line-clamp-2 text-bad' : 'flex-1 truncate text-muted'}`}
          >
            {line}
          </span>
        )}
        {hasFailed && (
          <span className="text-muted text-xs sm:hidden">
            {card.attempts > 0 && `${attemptsInWords(card)}, `}
            <RelativeTime at={card.statusAt} />
          </span>
        )}
      </span>
      {parentNumber !== undefined && (
        <span className="figures shrink-0 text-muted text-xs max-md:hidden">of #{parentNumber}</span>
      )}
      <span className="flex shrink-0 items-center gap-2.5 text-muted">
        <span className="max-lg:hidden">
          <LabelList labels={card.labels} />
        </span>
        {card.parts.total > 0 && <PartSign parts={card.parts} />}
        <QuestionSign count={card.openQuestions} />
        <span className="figures w-16 text-right text-xs max-md:hidden">
          {card.costMicros > 0 && costInWords(card.costMicros)}
        </span>
        <span className="w-20 text-right text-xs max-md:hidden">
          <RelativeTime at={card.statusAt} />
        </span>
        {hasFailed && <FailedTools card={card} onRetry={() => onRetry([card])} />}
        {!hasFailed && (
          <span className={classes('flex w-4 justify-center', !lamp && 'max-sm:hidden')}>
            {lamp && <Lamp state={lamp} size={16} />}
          </span>
        )}
        <span className={hasFailed ? 'flex max-sm:hidden' : 'flex'}>
          <FaceSign face={face} />
        </span>
        <IconButton
          label={`More for #${card.number}`}
          aria-haspopup="menu"
          onClick={(event) => acts.menu(card.id, event.currentTarget)}
          className="z-10 size-7 opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100"
        >
          <Ellipsis aria-hidden="true" size={16} strokeWidth={1.5} />
        </IconButton>
      </span>
    </li>
  )
})
