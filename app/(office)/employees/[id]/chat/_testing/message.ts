// Messages for the tests of this page.
import type { Message, ToolCall } from '#lib/wire/message.ts'

const at = '2026-11-20T10:00:00.000Z'

export function messageOf(id: string, seq: number, facts: Partial<Message> = {}): Message {
  return {
    id,
    seq,
    employeeId: 'e',
    conversationId: 'c',
    author: 'member',
    userId: 'maria',
    authorName: 'Maria',
    replyTo: null,
    text: id,
    status: 'delivered',
    phase: null,
    failure: null,
    clientKey: null,
    stopRequested: false,
    attachments: [],
    toolCalls: [],
    createdAt: at,
    startedAt: null,
    finishedAt: null,
    superseded: false,
    ...facts,
  }
}

export function answerOf(id: string, seq: number, facts: Partial<Message> = {}): Message {
  return messageOf(id, seq, {
    author: 'employee',
    userId: null,
    authorName: 'Ada',
    status: 'complete',
    replyTo: 'm',
    ...facts,
  })
}

export function callOf(id: string, textOffset: number, facts: Partial<ToolCall> = {}): ToolCall {
  return {
    id,
    name: 'exec',
    arguments: {},
    output: '',
    outputTruncated: false,
    status: 'done',
    textOffset,
    startedAt: at,
    endedAt: at,
    ...facts,
  }
}
