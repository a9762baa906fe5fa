// The route that takes Stripe's events, in a process of its own that can be killed. Started with the condition react-server, under which
// code of servers may be imported outside Next.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { POST } from '#app/api/webhooks/stripe/route.ts'

const port = Number(process.argv[2])

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  const headers = { 'stripe-signature': String(request.headers['stripe-signature'] ?? '') }
  const url = `http://127.0.0.1:${port}/api/webhooks/stripe`
  const given = new Request(url, { method: 'POST', headers, body: new Uint8Array(Buffer.concat(parts)) })
  const answered = await POST(given)
  response.writeHead(answered.status).end(await answered.text())
}

createServer((request, response) => void answer(request, response)).listen(port, '127.0.0.1')
// Whoever started us is gone.
process.once('disconnect', () => process.exit(0))
