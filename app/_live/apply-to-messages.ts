// Folds live events into the messages a page shows. Doubled, replayed and late events change nothing; a gap makes the view
// stale, and a stale view is read anew.
import { lengthInCodePoints, sliceCodePoints } from '#lib/chat/code-points.ts'
import type { LiveEvent } from '#lib/wire/event.ts'
import type { Message, ToolCall } from '#lib/wire/message.ts'

export interface MessagesView {
  /** In the order they were sent, superseded ones left out. */
  messages: readonly Message[]
  isStale: boolean
}

export function applyToMessages(view: MessagesView, event: LiveEvent, conversationId: string): MessagesView {
  switch (event.event) {
    case 'message':
      return event.data.conversationId === conversationId ? withMessage(view, event.data) : view
    case 'message.delta':
      return withPiece(view, event.data)
    case 'message.tool':
      return withToolCall(view, event.data.messageId, event.data.toolCall)
    case 'reset':
      return { ...view, isStale: true }
    default:
      return view
  }
}

/** Puts a message in its place; also for the answers of requests, which may come before or after its event. */
export function withMessage(view: MessagesView, message: Message): MessagesView {
  const others = view.messages.filter((one) => one.id !== message.id)
  if (message.superseded) return { ...view, messages: others }
  const place = others.findLastIndex((one) => one.seq < message.seq) + 1
  return { ...view, messages: others.toSpliced(place, 0, message) }
}

interface Piece {
  messageId: string
  offset: number
  text: string
}

function withPiece(view: MessagesView, piece: Piece): MessagesView {
  const message = view.messages.find((one) => one.id === piece.messageId)
  // Told of before its message: an answer nobody shows here, or one that has been superseded.
  if (message?.status !== 'streaming') return view
  const length = lengthInCodePoints(message.text)
  if (piece.offset > length) return { ...view, isStale: true }
  if (piece.offset + lengthInCodePoints(piece.text) <= length) return view
  return replaced(view, { ...message, text: sliceCodePoints(message.text, 0, piece.offset) + piece.text })
}

function withToolCall(view: MessagesView, messageId: string, toolCall: ToolCall): MessagesView {
  const message = view.messages.find((one) => one.id === messageId)
  if (!message) return view
  const others = message.toolCalls.filter((one) => one.id !== toolCall.id)
  const toolCalls = [...others, toolCall].sort(
    (one, other) => one.textOffset - other.textOffset || one.startedAt.localeCompare(other.startedAt),
  )
  return replaced(view, { ...message, toolCalls })
}

function replaced(view: MessagesView, message: Message): MessagesView {
  return { ...view, messages: view.messages.map((one) => (one.id === message.id ? message : one)) }
}
