// What stands in the log, line by line. Pure.
import type { Message } from '#lib/wire/message.ts'
import { dayOf } from '../_words/day.ts'

export type Row =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'unread'; key: string }
  | { kind: 'message'; key: string; message: Message; showsAuthor: boolean }

export function rowsOf(
  messages: readonly Message[],
  unreadFrom: number | undefined,
  timeZone: string,
): Row[] {
  const writers = new Set(messages.filter((one) => one.author === 'member').map(writerOf))
  const rows: Row[] = []
  let day = ''
  let before: Message | undefined
  let isMarked = false
  for (const message of messages) {
    const today = dayOf(message.createdAt, timeZone)
    if (today !== day) rows.push({ kind: 'day', key: `day-${today}`, at: message.createdAt })
    if (!isMarked && unreadFrom !== undefined && message.seq >= unreadFrom) {
      rows.push({ kind: 'unread', key: 'unread' })
      isMarked = true
    }
    const continues = before?.author === 'member' && writerOf(before) === writerOf(message) && today === day
    const showsAuthor = message.author === 'member' && writers.size > 1 && !continues
    rows.push({ kind: 'message', key: message.id, message, showsAuthor })
    day = today
    before = message
  }
  return rows
}

const writerOf = (message: Message) => message.userId ?? message.authorName

/** The seq of the first message not read yet, when `unread` finished answers at the end have not been. */
export function firstUnread(messages: readonly Message[], unread: number): number | undefined {
  if (unread === 0) return undefined
  const answers = messages.filter((one) => one.author === 'employee' && one.status !== 'streaming')
  return answers.at(-unread)?.seq ?? answers[0]?.seq
}
