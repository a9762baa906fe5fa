// The orchestrator's own HTTP interface: health and metrics for whoever watches, everything else for the app only.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import express, { type Express, type Request, type RequestHandler, Router } from 'express'
import type { Log } from '#orchestrator/log.ts'
import { answerProblems, unknownRoute } from './answer-problems.ts'
import type { Metrics } from './metrics.ts'
import { requireSecret } from './require-secret.ts'

export interface Readiness {
  isReady: boolean
  /** One line for each part: "ok", or what is the matter. */
  checks: Record<string, string>
}

export interface HttpOptions {
  host: string
  port: number
  secret: string
  readiness: () => Readiness
  metrics: Metrics
  log: Log
  /** Adds the routes that only the app may use. */
  mount: (router: Router) => void
}

export async function startHttp(options: HttpOptions): Promise<Server> {
  const server = createServer(httpApp(options))
  server.listen(options.port, options.host)
  await once(server, 'listening')
  return server
}

/** Ends open streams, too: their readers come back with Last-Event-ID. */
export async function stopHttp(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

function httpApp({ secret, readiness, metrics, log, mount }: HttpOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.use(measure(metrics))
  app.get('/healthz', (_, response) => void response.json({ status: 'ok' }))
  app.get('/readyz', (_, response) => {
    const { isReady, checks } = readiness()
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'not_ready', checks })
  })
  app.get('/metrics', async (_, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })
  const forTheApp = Router()
  mount(forTheApp)
  app.use(requireSecret(secret), forTheApp, unknownRoute)
  app.use(answerProblems(log))
  return app
}

function measure(metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now()
    response.once('finish', () => {
      const labels = { method: request.method, route: routeOf(request), status: String(response.statusCode) }
      metrics.noteRequest(labels, performance.now() - startedAt)
    })
    next()
  }
}

/** The pattern, not the path: ids would make a time series each. */
function routeOf(request: Request): string {
  const path: unknown = request.route?.path
  return typeof path === 'string' ? path : 'unknown'
}
