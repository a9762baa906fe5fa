// The practice model behind a wire that remembers what was asked of it.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { startPracticeModel } from '#local/practice-model/start.ts'
import { freePort } from './free-port.ts'

const block = z.looseObject({ type: z.string(), text: z.string().optional() })
const asked = z.looseObject({
  messages: z.array(z.object({ role: z.string(), content: z.union([z.string(), z.array(block)]) })),
})
export type ModelCall = z.output<typeof asked>

export interface RecordedModel {
  url: string
  /** Whole requests, oldest first. */
  calls: ModelCall[]
  /** How many are being answered now. */
  openCalls: () => number
  close: () => Promise<void>
}

export async function startRecordedModel(): Promise<RecordedModel> {
  const model = await startPracticeModel({ port: await freePort() })
  const calls: ModelCall[] = []
  let open = 0
  const server = createServer((request, response) => {
    open += 1
    response.once('close', () => {
      open -= 1
    })
    pass(model.url, request, response, calls).catch(() => response.destroy())
  })
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    openCalls: () => open,
    async close() {
      server.closeAllConnections()
      server.close()
      await model.stop()
    },
  }
}

async function pass(url: string, request: IncomingMessage, response: ServerResponse, calls: ModelCall[]) {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const body = Buffer.concat(chunks)
  if (request.url?.startsWith('/v1/messages') && body.length > 0) {
    const call = asked.safeParse(JSON.parse(body.toString())).data
    if (call) calls.push(call)
  }
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const answer = await fetch(new URL(request.url ?? '/', url), {
    method: request.method ?? 'GET',
    headers: { 'content-type': 'application/json', 'x-api-key': 'practice' },
    signal: gone.signal,
    ...(body.length > 0 && { body: new Uint8Array(body) }),
  })
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  for await (const chunk of answer.body ?? []) response.write(chunk)
  response.end()
}

/** Everything said in a request, as one text. */
export function wordsOf(call: ModelCall): string {
  return call.messages
    .map(({ content }) =>
      typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join('\n'),
    )
    .join('\n')
}
