/** The practice model: an Anthropic-compatible Messages API that follows plain instructions (docs/practice-model.md). */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { sendStream, sendWhole } from './answer.ts'
import { type ModelRequest, modelRequest, readConversation } from './conversation.ts'
import { decide } from './decide.ts'
import { sendError } from './error.ts'
import { costIn, instructionsIn } from './instructions.ts'
import { countRequestTokens, createPromptCache, type InputUsage } from './usage.ts'

const maxBodyBytes = 64 * 1024 * 1024
const models = [
  { id: 'claude-sonnet-4-5', display_name: 'Practice model (Sonnet)' },
  { id: 'claude-opus-4-5', display_name: 'Practice model (Opus)' },
  { id: 'claude-haiku-4-5', display_name: 'Practice model (Haiku)' },
]

export type PracticeModel = { url: string; stop: () => Promise<void> }

export async function startPracticeModel(options: { port: number; host?: string }): Promise<PracticeModel> {
  const host = options.host ?? '127.0.0.1'
  const state: State = { measureInput: createPromptCache(), failedOnce: new Set() }
  const server = createServer((request, response) => {
    respond(state, request, response).catch(() => response.destroy())
  })
  server.listen(options.port, host)
  await once(server, 'listening')
  return {
    url: `http://${host}:${options.port}`,
    stop: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

type State = { measureInput: (request: ModelRequest, apiKey: string) => InputUsage; failedOnce: Set<string> }

async function respond(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://practice').pathname
  if (request.method === 'HEAD' || path === '/' || path === '/healthz')
    return void response.writeHead(200).end()
  if (request.method === 'GET' && path === '/v1/models') return sendJson(response, modelList())
  if (request.method !== 'POST') return sendError(response, 404, `There is nothing at ${path}.`)
  const body = await readBody(request)
  if (body === undefined) return sendError(response, 413, 'The request is larger than 64 MB.')
  const parsed = modelRequest.safeParse(parseJson(body))
  if (!parsed.success)
    return sendError(response, 400, parsed.error.issues[0]?.message ?? 'The request is not valid.')
  if (path === '/v1/messages/count_tokens')
    return sendJson(response, { input_tokens: countRequestTokens(parsed.data) })
  if (path === '/v1/messages') return answer(state, parsed.data, apiKeyOf(request), response)
  return sendError(response, 404, `There is nothing at ${path}.`)
}

async function answer(
  state: State,
  request: ModelRequest,
  apiKey: string,
  response: ServerResponse,
): Promise<void> {
  const decision = decide(request)
  if (decision.kind === 'hang') return
  if (decision.kind === 'fail' && !(decision.once && forgivenNow(state, request, apiKey))) {
    return sendError(response, decision.status, `Practice model: you asked for status ${decision.status}.`)
  }
  const speech =
    decision.kind === 'fail' ? { kind: 'text' as const, text: 'Second try: here I am.' } : decision
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const usage = state.measureInput(request, apiKey)
  const send = request.stream ? sendStream : sendWhole
  const outputTokens = costIn(instructionsIn(readConversation(request).asked))
  const { model, max_tokens: maxTokens } = request
  await send(response, { speech, model, usage, outputTokens, maxTokens, signal: gone.signal })
}

/** `FAIL n once`: the first call of a conversation at this point fails, the next is answered, and so on. */
function forgivenNow(state: State, request: ModelRequest, apiKey: string): boolean {
  const key = `${apiKey} ${request.messages.length} ${JSON.stringify(request.messages.at(-1))}`
  if (state.failedOnce.delete(key)) return true
  state.failedOnce.add(key)
  return false
}

function apiKeyOf(request: IncomingMessage): string {
  return String(request.headers['x-api-key'] ?? request.headers.authorization ?? '')
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    sizeBytes += bytes.length
    if (sizeBytes <= maxBodyBytes) chunks.push(bytes)
  }
  return sizeBytes > maxBodyBytes ? undefined : Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function modelList() {
  const data = models.map((model) => ({ type: 'model', ...model, created_at: '2026-01-01T00:00:00Z' }))
  return { data, has_more: false, first_id: data.at(0)?.id, last_id: data.at(-1)?.id }
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
