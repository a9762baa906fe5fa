/** What we ask of a gateway, each as one RPC with parsed answers. */
import { AppError } from '#lib/errors.ts'
import { historyResult, sendResult } from './frame.ts'
import { readHistory, type SessionHistory } from './history.ts'
import type { Link } from './link.ts'

export type Attachment = { fileName: string; mimeType: string; content: Uint8Array }

export type Message = {
  sessionKey: string
  text: string
  /** Also the id of the run that answers. */
  idempotencyKey: string
  attachments?: Attachment[]
  thinking?: string
  /** How long the turn may take; the desk's own limit where it says nothing. */
  timeoutMs?: number
}

const historyLimit = 200
/** Below this, the gateway cuts long messages to 8,000 characters. */
const longestText = 500_000

export async function sendMessage(link: Link, message: Message): Promise<{ runId: string }> {
  const answer = await link.request('chat.send', {
    sessionKey: message.sessionKey,
    message: message.text,
    idempotencyKey: message.idempotencyKey,
    // What people type is never a command to OpenClaw: not "/new", not "stop".
    suppressCommandInterpretation: true,
    ...(message.thinking ? { thinking: message.thinking } : {}),
    ...(message.timeoutMs === undefined ? {} : { timeoutMs: message.timeoutMs }),
    ...(message.attachments?.length ? { attachments: message.attachments.map(encode) } : {}),
  })
  return { runId: sendResult.parse(answer).runId }
}

export async function abortRun(link: Link, sessionKey: string, runId?: string): Promise<void> {
  await link.request('chat.abort', { sessionKey, ...(runId ? { runId } : {}) })
}

export async function readSession(
  link: Link,
  sessionKey: string,
  limit = historyLimit,
): Promise<SessionHistory> {
  const answer = await link.request('chat.history', { sessionKey, limit, maxChars: longestText })
  return readHistory(historyResult.parse(answer))
}

/** @throws AppError conflict while a run is going on in the session. */
export async function rewindTo(link: Link, sessionKey: string, key: string): Promise<boolean> {
  const { messages, active } = await readSession(link, sessionKey, historyLimit)
  if (active)
    throw new AppError('conflict', {
      detail: 'The employee is still working. Stop it first, then try again.',
    })
  const message = messages.find((row) => row.role === 'user' && row.key === key)
  if (!message) return false
  await link.request('sessions.rewind', { sessionKey, entryId: message.id })
  return true
}

/** The gateway takes any name here, known to it or not: callers choose from lib/model. */
export async function patchSession(link: Link, sessionKey: string, model: string): Promise<void> {
  await link.request('sessions.patch', { key: sessionKey, model: `anthropic/${model}` })
}

function encode({ fileName, mimeType, content }: Attachment) {
  const type = mimeType.startsWith('image/') ? 'image' : 'file'
  return { type, fileName, mimeType, content: Buffer.from(content).toString('base64') }
}
