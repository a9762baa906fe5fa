// The metering proxy between desks and the model. A desk's key works here and nowhere else; the real key never leaves this process.
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express'
import { Counter, Histogram, type Registry } from 'prom-client'
import { z } from 'zod'
import { type Model, modelById } from '#lib/model/models.ts'
import { noUsage, type TokenUsage } from '#lib/model/prices.ts'
import type { Log } from '#orchestrator/log.ts'
import { type CallingDesk, findDesk } from './find-desk.ts'
import { keepRecorded, type Recorder } from './keep-recorded.ts'
import { occasionOf } from './occasion.ts'
import { type Passage, passOn, type Upstream, type Watcher } from './pass-on.ts'
import { type ModelRequest, readRequest } from './read-request.ts'
import { readJsonUsage, readStreamUsage, type UsageReader } from './read-usage.ts'
import { refuse } from './refuse.ts'
import { isRefusal, noteCutShort, reserveCall } from './reserve.ts'
import { type Outcome, settleCall, sweepCalls } from './settle.ts'

export interface ModelProxyOptions {
  host: string
  port: number
  installationSecret: string
  upstream: Upstream
  registry: Registry
  log: Log
}

export interface ModelProxy {
  port: number
  /** One more address of this machine, at the same port: where desks that are walled in come from. */
  alsoListenAt: (address: string) => Promise<void>
  stop: () => Promise<void>
}

const maxBodySize = '25mb'
/** Calls of a process that died hold nothing back for longer than this and the half minute until they count as dead. */
const sweepEveryMs = 5000

export async function startModelProxy(options: ModelProxyOptions): Promise<ModelProxy> {
  const app = proxyApp(options)
  const servers = new Map([[options.host, await listen(app, options.host, options.port)]])
  const address = servers.get(options.host)?.address()
  const port = typeof address === 'object' && address ? address.port : options.port
  const sweeping = setInterval(() => void sweep(options.log), sweepEveryMs)
  return {
    port,
    async alsoListenAt(host) {
      if (servers.has(host) || servers.has('0.0.0.0') || servers.has('::')) return
      servers.set(host, await listen(app, host, port))
    },
    async stop() {
      clearInterval(sweeping)
      await Promise.all([...servers.values()].map(close))
    },
  }
}

async function sweep(log: Log): Promise<void> {
  try {
    const swept = await sweepCalls()
    if (swept > 0)
      log.warn({ swept }, 'Model calls whose process had died were settled with what was recorded of them')
  } catch (error) {
    log.warn({ err: error }, 'Model calls could not be swept; they are in a moment')
  }
}

async function listen(app: RequestListener, host: string, port: number): Promise<Server> {
  const server = createServer(app)
  server.listen(port, host)
  await once(server, 'listening')
  return server
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

function proxyApp(options: ModelProxyOptions) {
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  const readBody = express.raw({ type: () => true, limit: maxBodySize })
  const note = meter(options.registry)
  app.head('/{*path}', (_, response) => void response.status(200).end())
  app.use(plainTargetsOnly)
  app.post('/v1/messages', readBody, forDesks(options, meteredCall(options, note)))
  app.post('/v1/messages/count_tokens', readBody, forDesks(options, freeCall(options)))
  app.get('/v1/models{/:id}', forDesks(options, freeCall(options)))
  app.use((_, response) => refuse(response, 'not_found_error', 'There is no such path here.'))
  app.use(answerFaults(options.log))
  return app
}

/** A target may name a host (as it does for a proxy of the web) or climb out of its path: with the real key it would go there. */
const plainTarget =
  /^\/v1\/(messages|messages\/count_tokens|models|models\/[A-Za-z0-9_-][A-Za-z0-9._:@-]*)\/?(\?[^\\]*)?$/

const plainTargetsOnly: RequestHandler = (request, response, next) => {
  if (plainTarget.test(request.originalUrl)) return next()
  refuse(response, 'not_found_error', 'There is no such path here.')
}

type DeskHandler = (desk: CallingDesk, request: Request, response: Response) => Promise<void>

function forDesks({ installationSecret }: ModelProxyOptions, handle: DeskHandler): RequestHandler {
  return async (request, response) => {
    const key = request.get('x-api-key') ?? request.get('authorization')?.replace(/^Bearer /, '') ?? ''
    const desk = await findDesk(installationSecret, key)
    if (!desk)
      return refuse(response, 'authentication_error', 'This key does not belong to a desk that is at work.')
    // A refusal as unknown (401) would make its gateway put the key aside for a minute, past its next start.
    if (desk === 'resting') return refuse(response, 'not_found_error', 'Nobody works at this desk now.')
    await handle(desk, request, response)
  }
}

function freeCall({ upstream }: ModelProxyOptions): DeskHandler {
  return async (_, request, response) => {
    await passOn(upstream, request, response, () => undefined)
  }
}

type Noted = Pick<Outcome, 'firstByteMs'> & { state: Outcome['state'] | 'refused' }

function meteredCall(
  { upstream, log }: ModelProxyOptions,
  note: (model: Model, outcome: Noted) => void,
): DeskHandler {
  return async (desk, request, response) => {
    const asked = readRequest(request.body, { beta: request.get('anthropic-beta') })
    const model = asked && modelById(asked.model)
    const objection = objectionTo(asked, model)
    if (!asked || !model || objection !== undefined)
      return refuse(response, 'invalid_request_error', objection ?? '')
    const leaving = new AbortController()
    response.once('close', () => leaving.abort())
    const place = { ...placeOf(desk), ...occasionOf(desk, request.body) }
    const reservation = await reserveCall(place, model, asked, {
      practice: upstream.apiKey === undefined,
      signal: leaving.signal,
    })
    if (isRefusal(reservation)) {
      note(model, { state: 'refused', firstByteMs: null })
      return refuse(response, 'invalid_request_error', reservation.text)
    }
    const recorder = keepRecorded(reservation)
    const body =
      reservation.maxTokens < asked.maxTokens ? asked.withMaxTokens(reservation.maxTokens) : asked.body
    let reader: UsageReader | undefined
    const watch = (contentType: string) => {
      reader = contentType.startsWith('text/event-stream') ? readStreamUsage() : readJsonUsage()
      return watcherOf(reader, recorder, (used) => noteCutShort(reservation, place, used))
    }
    const passage = await passOn(upstream, request, response, watch, body)
    recorder.stop()
    const outcome = outcomeOf(passage, reader, asked)
    note(model, outcome)
    await settleCall(reservation, outcome).catch((error: unknown) =>
      log.error(
        { err: error, ledgerEntryId: reservation.id },
        'A model call could not be settled; the sweep closes it with what was recorded',
      ),
    )
  }
}

const placeOf = ({ companyId, employeeId, deskId }: CallingDesk) => ({
  companyId,
  employeeId,
  deskId,
  planId: null,
})

/** Whoever carries the turn looks for a reason when it has ended: it is written down before the end is passed on. */
function watcherOf(
  reader: UsageReader,
  recorder: Recorder,
  noteCut: (used: TokenUsage) => Promise<void>,
): Watcher {
  let isNoted = false
  return {
    ...reader,
    settledFor() {
      if (isNoted || !reader.wasCutShort()) return recorder.settledFor(reader.soFar())
      isNoted = true
      return noteCut(reader.usage()).then(() => recorder.settledFor(reader.soFar()))
    },
  }
}

function objectionTo(asked: ModelRequest | undefined, model: Model | undefined): string | undefined {
  if (!asked) return 'The request is not JSON with a model and max_tokens.'
  if (!model) return `The model "${asked.model}" is not offered here.`
  if (asked.extra !== undefined) return `Not offered here: ${asked.extra}. It would cost beside the tokens.`
  return undefined
}

function outcomeOf(
  { httpStatus, firstByteMs, wasAsked, wasAborted, isWhole }: Passage,
  reader: UsageReader | undefined,
  { inputTokensAbout }: ModelRequest,
): Outcome {
  // The model has read what a desk sent, also of one that hung up before it said so.
  const atLeast = wasAsked && wasAborted ? { ...noUsage(), inputTokens: inputTokensAbout } : noUsage()
  if (httpStatus === null || httpStatus >= 400) {
    const isLeft = wasAborted && httpStatus === null
    return {
      state: wasAborted ? 'aborted' : 'failed',
      httpStatus,
      firstByteMs,
      usage: isLeft ? atLeast : noUsage(),
    }
  }
  const told = reader?.usage() ?? noUsage()
  const isTold = told.inputTokens + told.cacheReadTokens + told.cacheWriteTokens > 0
  return {
    state: isWhole ? 'settled' : 'aborted',
    httpStatus,
    firstByteMs,
    usage: isWhole || isTold ? told : { ...atLeast, outputTokens: told.outputTokens },
  }
}

function answerFaults(log: Log): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) return next(error)
    const { data } = z.object({ status: z.int().min(400).max(499) }).safeParse(error)
    if (data?.status === 413)
      return refuse(response, 'request_too_large', 'The request is larger than 25 MB.')
    if (data) return refuse(response, 'invalid_request_error', 'The request could not be read.')
    log.error({ err: error }, 'A model call failed in the proxy')
    refuse(response, 'api_error', 'The model proxy could not do this right now. Nothing was spent.')
  }
}

function meter(registry: Registry) {
  const calls = new Counter({
    name: 'deskhand_model_calls_total',
    help: 'Model calls by model and outcome',
    labelNames: ['model', 'state'],
    registers: [registry],
  })
  const firstByte = new Histogram({
    name: 'deskhand_model_first_byte_seconds',
    help: 'From a desk asking to the first byte of the answer',
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30],
    registers: [registry],
  })
  return (model: Model, { state, firstByteMs }: Noted) => {
    calls.inc({ model: model.id, state })
    if (firstByteMs !== null) firstByte.observe(firstByteMs / 1000)
  }
}
