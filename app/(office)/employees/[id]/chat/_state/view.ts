// The part of the conversation this page holds: a window that ends at the newest message. Pure.
import { applyToMessages, type MessagesView, withMessage } from '#app/_live/apply-to-messages.ts'
import type { LiveEvent } from '#lib/wire/event.ts'
import type { Message } from '#lib/wire/message.ts'
import type { MessagesPage } from './request.ts'

export interface View extends MessagesView {
  /** There are older messages than the first one here. */
  hasOlder: boolean
}

export function viewOf({ items, hasMore }: MessagesPage): View {
  return { messages: items, isStale: false, hasOlder: hasMore }
}

export function heard(view: View, event: LiveEvent, conversationId: string): View {
  if (event.event === 'message' && isBefore(view, event.data)) return view
  const next = applyToMessages(view, event, conversationId)
  return next === view ? view : { ...view, ...next }
}

/** Puts an answer of the server in place, unless the stream has told of it already: the stream is never older. */
export function answered(view: View, message: Message): View {
  if (view.messages.some((one) => one.id === message.id)) return view
  return { ...view, ...withMessage(view, message) }
}

/** After an edit or a retry: what gave way goes at once. */
export function without(view: View, gone: (message: Message) => boolean): View {
  return { ...view, messages: view.messages.filter((one) => !gone(one)) }
}

export function changed(view: View, id: string, change: (message: Message) => Message): View {
  return { ...view, messages: view.messages.map((one) => (one.id === id ? change(one) : one)) }
}

export function withOlder(view: View, page: MessagesPage): View {
  const firstSeq = view.messages[0]?.seq ?? Number.POSITIVE_INFINITY
  const older = page.items.filter((one) => one.seq < firstSeq)
  return { ...view, messages: [...older, ...view.messages], hasOlder: page.hasMore }
}

/** The newest page, read anew. What was heard while it travelled is kept; older pages too, where they join on. */
export function refreshed(view: View, page: MessagesPage): View {
  const first = page.items[0]
  const last = page.items.at(-1)
  if (!first || !last) return viewOf(page)
  const held = new Map(view.messages.map((one) => [one.id, one]))
  const joins = page.hasMore && view.messages.some((one) => one.seq >= first.seq)
  const older = joins ? view.messages.filter((one) => one.seq < first.seq) : []
  const newer = view.messages.filter((one) => one.seq > last.seq)
  return {
    messages: [...older, ...page.items.map((one) => fresher(held.get(one.id), one)), ...newer],
    isStale: false,
    hasOlder: older.length > 0 ? view.hasOlder : page.hasMore,
  }
}

function fresher(held: Message | undefined, fetched: Message): Message {
  if (!held || fetched.status !== 'streaming') return fetched
  if (held.status !== 'streaming') return held
  return held.text.length > fetched.text.length ? held : fetched
}

function isBefore(view: View, message: Message): boolean {
  const first = view.messages[0]
  return view.hasOlder && first !== undefined && message.seq < first.seq
}
