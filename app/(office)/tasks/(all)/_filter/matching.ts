// Which tasks a view shows. Pure.
import type { TaskCard } from '#lib/wire/task.ts'
import { hasWords } from '../../../_office/has-words.ts'
import { columnOf } from '../_board/columns.ts'
import { areFailures, nobody, type View } from './view.ts'

/** Whether a person has to do something before it goes on. A draft is set aside on purpose. */
export function needsYou({ status, openQuestions, why }: TaskCard): boolean {
  if (status === 'draft') return false
  return status === 'in_review' || openQuestions > 0 || why?.owner === 'you'
}

/** `me`: whose tasks are mine; `foundElsewhere`: what the server found for the same search, in what is not on the page. */
export function matching(
  cards: Iterable<TaskCard>,
  view: View,
  me: string,
  foundElsewhere: ReadonlySet<string> = new Set(),
): TaskCard[] {
  const isWanted = searched(view.search.trim(), foundElsewhere)
  return [...cards].filter((card) => isShown(card, view, me) && isWanted(card))
}

function searched(search: string, foundElsewhere: ReadonlySet<string>): (card: TaskCard) => boolean {
  const number = /^#(\d{1,9})$/.exec(search)?.[1]
  if (number) return (card) => card.number === Number(number)
  if (search === '') return () => true
  return ({ id, number, title, labels }) =>
    foundElsewhere.has(id) || hasWords(`#${number} ${title} ${labels.join(' ')}`, search)
}

function isShown(card: TaskCard, view: View, me: string): boolean {
  return (
    // Whoever asks what needs them, what has failed, or for words, means the parts, too.
    (card.parentId === null ||
      view.parts ||
      view.needsYou ||
      areFailures(view) ||
      view.search.trim() !== '') &&
    (!view.needsYou || needsYou(card)) &&
    (!view.mine || card.createdBy.userId === me) &&
    oneOf(view.assignees, card.assigneeId ?? nobody) &&
    oneOf(view.priorities, card.priority) &&
    oneOf(view.columns, columnOf(card)) &&
    (view.labels.length === 0 || view.labels.some((label) => card.labels.includes(label)))
  )
}

function oneOf<T>(wanted: readonly T[], value: T): boolean {
  return wanted.length === 0 || wanted.includes(value)
}
