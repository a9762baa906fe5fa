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
  for (const message of inTurns(messages)) {
    const today = dayOfMessage(message, timeZone)
    if (today > day) rows.push({ kind: 'day', key: `day-${today}`, at: message.createdAt })
    if (
      !isMarked &&
      message.author === 'employee' &&
      message.seq >= (unreadFrom ?? Number.POSITIVE_INFINITY)
    ) {
      rows.push({ kind: 'unread', key: 'unread' })
      isMarked = true
    }
    const continues = before?.author === 'member' && writerOf(before) === writerOf(message) && today === day
    const showsAuthor = message.author === 'member' && writers.size > 1 && !continues
    rows.push({ kind: 'message', key: message.id, message, showsAuthor })
    if (today > day) day = today
    before = message
  }
  return rows
}

/** Each answer after the message it answers, also when others were sent meanwhile. */
export function inTurns(messages: readonly Message[]): Message[] {
  const asked = new Set(messages.filter((one) => one.author === 'member').map((one) => one.id))
  const isPlaced = (one: Message) => one.replyTo !== null && asked.has(one.replyTo)
  const answers = Map.groupBy(messages.filter(isPlaced), (one) => one.replyTo)
  return messages.flatMap((one) => (isPlaced(one) ? [] : [one, ...(answers.get(one.id) ?? [])]))
}

let days = { timeZone: '', of: new WeakMap<Message, string>() }

/** Looked up for every message at every word that streams in: remembered. */
function dayOfMessage(message: Message, timeZone: string): string {
  if (days.timeZone !== timeZone) days = { timeZone, of: new WeakMap() }
  const day = days.of.get(message) ?? dayOf(message.createdAt, timeZone)
  days.of.set(message, day)
  return day
}

const writerOf = (message: Message) => message.userId ?? message.authorName

/** The seq of the first message not read yet, when `unread` finished answers at the end have not been. */
export function firstUnread(messages: readonly Message[], unread: number): number | undefined {
  if (unread === 0) return undefined
  const answers = messages.filter((one) => one.author === 'employee' && one.status !== 'streaming')
  return answers.at(-unread)?.seq ?? answers[0]?.seq
}
