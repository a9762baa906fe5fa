// An answer as it is read: text and tool calls in the order in which they happened. Pure.
import { sliceCodePoints } from '#lib/chat/code-points.ts'
import type { Message, ToolCall } from '#lib/wire/message.ts'

export type AnswerPart =
  | { kind: 'text'; key: string; text: string }
  | { kind: 'tools'; key: string; calls: ToolCall[] }

/** Calls at one place stand together. A call beyond the text, told before its words arrived, stands at the end. */
export function answerParts({ text, toolCalls }: Pick<Message, 'text' | 'toolCalls'>): AnswerPart[] {
  const parts: AnswerPart[] = []
  let offset = 0
  const addText = (until?: number) => {
    const piece = sliceCodePoints(text, offset, until)
    if (piece.trim() !== '')
      parts.push({ kind: 'text', key: `text-${offset}`, text: piece.replace(/^\n+|\s+$/g, '') })
    offset = until ?? offset
  }
  for (const call of toolCalls) {
    if (call.textOffset > offset) addText(call.textOffset)
    const last = parts.at(-1)
    if (last?.kind === 'tools') last.calls.push(call)
    else parts.push({ kind: 'tools', key: call.id, calls: [call] })
  }
  addText()
  return parts
}
