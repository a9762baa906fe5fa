'use client'
// The page of all tasks: one state, seen as a board or as a list, with everything one can do to a task from there.
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import type { TaskCard } from '#lib/wire/task.ts'
import { useOffice } from '../../_office/office-provider.tsx'
import { LabelsInUse, labelsOfTasks } from '../_form/use-labels-in-use.ts'
import { AskFirst } from './_acts/ask-first.tsx'
import { readTasks } from './_acts/task-calls.ts'
import { useActs } from './_acts/use-acts.ts'
import { CardMenu, useOpenMenu } from './_acts/use-card-menu.tsx'
import { Board, type RowsProps } from './_board/board.tsx'
import { arrange, columnKeys } from './_board/columns.ts'
import type { RowActs } from './_board/task-card.tsx'
import { useRowKeys } from './_board/use-row-keys.ts'
import { CreateDialog } from './_create/create-dialog.tsx'
import { useBeginnings } from './_create/use-beginnings.tsx'
import { useNewTask } from './_create/use-new-task.ts'
import { FilterBar } from './_filter/filter-bar.tsx'
import { matching, needsYou } from './_filter/matching.ts'
import { useView } from './_filter/use-view.ts'
import { areFailures, isNarrowed, wholeView } from './_filter/view.ts'
import { TaskList } from './_list/task-list.tsx'
import { BulkBar } from './_select/bulk-bar.tsx'
import { useSelection } from './_select/use-selection.ts'
import { useFound } from './_state/use-found.ts'
import { useOlder } from './_state/use-older.ts'
import { useTasks } from './_state/use-tasks.ts'
import { NoTasks, NothingFound } from './no-tasks.tsx'
import { TasksHeader } from './tasks-header.tsx'
import { useMoves } from './use-moves.ts'

interface TasksPageProps {
  initial: readonly TaskCard[]
  /** Where the ended ones that are not loaded begin. */
  olderCursor: string | null
}

export function TasksPage({ initial, olderCursor }: TasksPageProps) {
  const { cards, tell, wish } = useTasks(initial)
  const older = useOlder(olderCursor, tell)
  const [view, setView] = useView()
  const { me, employees, byId, labels, needing } = useSurroundings(cards)
  const search = useDeferredValue(view.search)
  const found = useFound(view.search, tell)
  const shown = useMemo(
    () => matching(cards.values(), { ...view, search }, me.userId, found),
    [cards, view, search, me, found],
  )
  const arranged = useMemo(() => arrange(shown), [shown])
  const order = useMemo(() => columnKeys.flatMap((key) => arranged[key].map(({ id }) => id)), [arranged])
  const { ids: selected, select, clear } = useSelection(order)
  const acts = useActs({ tell, wish })
  const moves = useMoves(cards, acts)
  const writing = useNewTask()
  const searchRef = useRef<HTMLInputElement>(null)
  const { unfolded, partsOf, unfold } = useUnfolded(cards, tell)
  const menu = useOpenMenu()
  const rowActs: RowActs = useMemo(() => ({ select, unfold, menu: menu.open }), [select, unfold, menu.open])
  const created = useCallback((task: TaskCard) => tell([task]), [tell])
  const beginning = useBeginnings(created)
  useRowKeys({
    create: writing.open,
    search: searchRef,
    acts: rowActs,
    clear: selected.size > 0 ? clear : undefined,
  })
  const rows: RowsProps = { arranged, cards, employees: byId, selected, unfolded, partsOf, acts: rowActs }
  const marked = shown.filter(({ id }) => selected.has(id))
  return (
    <LabelsInUse value={labels}>
      <div className="flex h-full min-h-0 flex-col">
        <TasksHeader count={shown.length} view={view} onView={setView} onCreate={writing.open} />
        <p role="status" className="sr-only">
          {moves.said}
        </p>
        {cards.size === 0 ? (
          <NoTasks onCreate={writing.open} />
        ) : (
          <>
            <FilterBar
              view={view}
              onView={setView}
              employees={byId}
              labels={labels}
              needing={needing}
              searchRef={searchRef}
            />
            {shown.length === 0 && isNarrowed(view) ? (
              <NothingFound
                words={
                  areFailures(view) ? 'Nothing has failed.' : 'No task matches what you are looking for.'
                }
                onClear={() => setView({ ...wholeView, layout: view.layout })}
              />
            ) : view.layout === 'list' ? (
              <TaskList {...rows} older={older} onRetry={moves.retry} />
            ) : (
              <Board
                {...rows}
                view={view}
                onView={setView}
                onDrop={moves.drop}
                older={older}
                {...beginning}
              />
            )}
          </>
        )}
        {marked.length > 0 && (
          <BulkBar
            cards={marked}
            employees={employees}
            labels={labels}
            onAct={(act) => void acts.many(marked, act)}
            onMove={moves.move}
            onClear={clear}
          />
        )}
        <CardMenu
          menu={menu}
          cards={cards}
          employees={employees}
          labels={labels}
          onMove={(card, verb) => moves.move([card], verb)}
          onChange={(card, change) => void acts.change(card, change)}
          onSelect={(id) => select(id, false)}
        />
        {moves.asked && <AskFirst {...moves.asked} onClose={moves.dismiss} onConfirm={moves.confirm} />}
        {writing.isOpen && (
          <CreateDialog
            task={writing.task}
            onTask={writing.setTask}
            onClose={writing.close}
            onCreated={created}
          />
        )}
      </div>
    </LabelsInUse>
  )
}

/** What filters and menus choose from. */
function useSurroundings(cards: ReadonlyMap<string, TaskCard>) {
  const { me, employees: all } = useOffice()
  const byId = useMemo(() => new Map(all.map((one) => [one.id, one])), [all])
  const employees = useMemo(() => all.filter(({ lifecycle }) => lifecycle !== 'leaving'), [all])
  const labels = useMemo(() => labelsOfTasks(cards.values()), [cards])
  const needing = useMemo(() => [...cards.values()].filter(needsYou).length, [cards])
  return { me, employees, byId, labels, needing }
}

/** Whose sub-tasks are shown under them. What is not on the page yet is read. */
function useUnfolded(cards: ReadonlyMap<string, TaskCard>, tell: (cards: readonly TaskCard[]) => void) {
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const unfold = useCallback(
    (id: string) => {
      setUnfolded((before) => {
        const after = new Set(before)
        if (!after.delete(id)) after.add(id)
        return after
      })
      void readTasks({ parentId: id, limit: '100' }).then((answer) => answer.ok && tell(answer.value.items))
    },
    [tell],
  )
  const parts = useMemo(() => {
    const byParent = new Map<string, TaskCard[]>()
    if (unfolded.size === 0) return byParent
    for (const card of cards.values()) {
      if (card.parentId && unfolded.has(card.parentId)) {
        byParent.set(card.parentId, [...(byParent.get(card.parentId) ?? []), card])
      }
    }
    for (const list of byParent.values()) list.sort((one, other) => one.number - other.number)
    return byParent
  }, [cards, unfolded])
  const partsOf = useCallback((id: string) => parts.get(id) ?? noParts, [parts])
  return { unfolded, partsOf, unfold }
}

const noParts: readonly TaskCard[] = []
