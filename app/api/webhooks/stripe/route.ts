// Where Stripe says that something happened to a customer. The event is kept and counted as a hint; the orchestrator reads the truth. The
// answer is quick, and every refusal but a forgery has Stripe send it again.
import { readBytes } from '#app/_edge/rest/read-body.ts'
import { respond } from '#app/_edge/rest/respond.ts'
import { webhookEdge } from '#app/_edge/stripe.ts'
import { noteStripeEvent } from '#lib/billing/note-stripe-event.ts'
import { readEvent } from '#lib/stripe/read-event.ts'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'

const maxBytes = 512 * 1024

export function POST(request: Request): Promise<Response> {
  return respond(request, async () => {
    const { stripe, secret, isLive } = webhookEdge()
    const body = await readBytes(request, maxBytes, 'An event has at most 512 KB. Nothing was kept.')
    const event = readEvent(stripe, body, request.headers.get('stripe-signature'), secret)
    return Response.json({ outcome: await noteStripeEvent(event, { isLive }) })
  })
}
