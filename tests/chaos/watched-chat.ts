// What a page would show of one conversation, folded from the event stream by the page's own code, and what a reader of it would
// notice: holes, and words that were shown and then taken back.
import { applyToMessages, type MessagesView } from '#app/_live/apply-to-messages.ts'
import type { LiveEvent } from '#lib/wire/event.ts'
import type { Message } from '#lib/wire/message.ts'
import type { Following, RestClient } from '#tests/support/rest-client.ts'

export interface WatchedChat {
  messages: () => readonly Message[]
  answerTo: (messageId: string) => Message | undefined
  /** How often a piece did not fit behind what was there, or the stream asked to begin anew. */
  holes: () => number
  /** Texts of open answers that were not a beginning of what followed. */
  takenBack: () => string[]
  following: Following
}

export function watchChat(client: RestClient, conversationId: string): WatchedChat {
  let view: MessagesView = { messages: [], isStale: false }
  let holes = 0
  const takenBack: string[] = []
  const following = client.follow((event: LiveEvent) => {
    const next = applyToMessages({ ...view, isStale: false }, event, conversationId)
    if (next.isStale) holes += 1
    takenBack.push(...shrunk(view.messages, next.messages))
    view = next
  })
  return {
    messages: () => view.messages,
    answerTo: (messageId) => view.messages.find(({ replyTo }) => replyTo === messageId),
    holes: () => holes,
    takenBack: () => takenBack,
    following,
  }
}

function shrunk(before: readonly Message[], after: readonly Message[]): string[] {
  const textNow = new Map(after.map(({ id, text }) => [id, text]))
  return before.flatMap(({ id, text }) => {
    const now = textNow.get(id)
    return now === undefined || now.startsWith(text) ? [] : [text]
  })
}
