// The long-running process next to the desks: reads its environment, opens what everything shares, starts the parts, and ends
// them in order. Desks outlive it; the next one adopts them.
import { setTimeout as sleep } from 'node:timers/promises'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { offerModels } from '#lib/model/models.ts'
import { isLiveKey, openStripe } from '#lib/stripe/open-stripe.ts'
import packageFacts from '../package.json' with { type: 'json' }
import { startBilling } from './billing/start-billing.ts'
import { tellOfStripe } from './billing/tell-of-stripe.ts'
import { startCourier } from './chat/start-courier.ts'
import { startDispatch } from './dispatch/start-dispatch.ts'
import { showPictures } from './edge/pictures.ts'
import { startEdge } from './edge/start-edge.ts'
import { startEgress } from './egress/start-egress.ts'
import { type Environment, readEnvironment } from './env.ts'
import { followEvents } from './events/events-route.ts'
import { type HintListener, listenHints } from './events/listen-hints.ts'
import { streamEvents } from './events/stream-events.ts'
import type { Step } from './fleet/fleet.ts'
import { hostNameOf } from './fleet/register-host.ts'
import { type Fleet, startFleet } from './fleet/start-fleet.ts'
import { keepLines } from './gateway/keep-lines.ts'
import { createMetrics } from './http/metrics.ts'
import { type Readiness, startHttp, stopHttp } from './http/server.ts'
import { startJobs } from './jobs/start-jobs.ts'
import { startJudge } from './judge/start-judge.ts'
import { type Log, openLog } from './log.ts'
import { startModelProxy } from './model-proxy/start-model-proxy.ts'
import { startPlanner } from './planner/start-planner.ts'
import { openRuntime } from './runtime/open-runtime.ts'
import { keepLeases } from './workers/keep-leases.ts'
import { waitForWork } from './workers/wait-for-work.ts'
import { openWaitingRoom } from './workers/waiting-room.ts'

const maxConnections = 12
const stopWithinMs = 4_500

/** Answers with how to end it. */
async function start(env: Environment, log: Log): Promise<() => Promise<void>> {
  const { databaseUrl, installationSecret, simultaneousStarts } = env
  openDatabase({ databaseUrl, maxConnections, applicationName: 'deskhand-orchestrator' })
  const metrics = createMetrics()
  const modelProxy = await startModelProxy({
    host: env.address,
    port: env.modelProxy.port,
    installationSecret,
    upstream: env.modelUpstream,
    registry: metrics.registry,
    log,
  })
  const hostName = await hostNameOf(env.home, env.hostName)
  const { registry } = metrics
  const runtime = await openRuntime(env, { hostName, registry, alsoListenAt: modelProxy.alsoListenAt, log })
  const hints = listenHints({ databaseUrl, log })
  const host = { name: hostName, runtime: runtime.name, version: packageFacts.version }
  const fleet = startFleet({
    databaseUrl,
    host,
    runtime,
    archives: { dir: env.archiveDir, secret: installationSecret },
    hints,
    simultaneousStarts,
    pool: env.pool,
    onPoolSize: metrics.notePoolSize,
    log,
    installation: { installationSecret, modelProxyUrl: env.modelProxy.url },
    onLook: metrics.noteLook,
    onStep: metrics.noteStep,
    atStep: crashAt(env.crashAt),
  })
  const jobs = startJobs({
    databaseUrl,
    log,
    mail: { ...env.mail, siteUrl: env.siteUrl, secret: env.secret },
  })
  const stream = streamEvents({ hints, log })
  const waitingRoom = openWaitingRoom({ hints, log })
  const stopKeepingLeases = keepLeases({ log })
  const lines = keepLines({ hostName, runtime, onLostMemory: fleet.lostMemory, log })
  const mayAct = fleet.holdsHost
  const here = { hostName, runtime, hints, mayAct, log }
  const courier = startCourier({ hostName, lines, hints, mayAct, registry, log })
  const billing =
    env.stripe &&
    startBilling({
      stripe: openStripe(env.stripe),
      isLive: isLiveKey(env.stripe.secretKey),
      hints,
      registry,
      log,
    })
  await tellOfStripe(env.stripe, log)
  const planner = startPlanner({ upstream: env.modelUpstream, model: env.plannerModel, hints, registry, log })
  const dispatch = startDispatch({ ...here, lines, registry })
  const judge = startJudge({ ...here, upstream: env.modelUpstream, hosts: env.checkHosts })
  const egress = startEgress(here)
  const edge =
    env.edge && runtime.hasDesktop
      ? await startEdge({ ...env.edge, ...here, address: env.address, siteUrl: env.siteUrl, registry })
      : undefined
  const server = await startHttp({
    host: env.address,
    port: env.port,
    secret: env.secret,
    metrics,
    log,
    readiness: () => readinessOf(fleet, hints, env),
    mount: (router) => {
      router.post('/wake', (_, response) => {
        fleet.hint()
        response.status(202).end()
      })
      router.get('/events', followEvents(stream))
      router.get('/work', waitForWork(waitingRoom))
      router.get('/pictures/:deskId', showPictures(here))
    },
  })
  log.info({ port: env.port, host: hostName, runtime: runtime.name }, 'The orchestrator is up')

  return async () => {
    stream.close()
    waitingRoom.close()
    stopKeepingLeases()
    await Promise.all([
      courier.stop(),
      dispatch.stop(),
      planner.stop(),
      billing?.stop(),
      judge.stop(),
      edge?.stop(),
      egress.stop(),
    ])
    await lines.close()
    await Promise.all([stopHttp(server), modelProxy.stop(), jobs.stop(), fleet.stop(), hints.close()])
    await closeDatabase()
  }
}

function readinessOf(fleet: Fleet, hints: HintListener, { modelUpstream }: Environment): Readiness {
  const { isReady, ...checks } = fleet.checks()
  const isListening = hints.isListening()
  const database = isListening ? 'ok' : 'waits for the database'
  const model = modelUpstream.apiKey ? 'ok' : 'practice'
  return { isReady: isReady && isListening, checks: { database, ...checks, model } }
}

/** Ends the process as kill -9 would, where a test asks for it. */
function crashAt(place: string | undefined) {
  return (step: Step, when: 'before' | 'after') => {
    if (place === `${step.do}:${when}`) process.kill(process.pid, 'SIGKILL')
  }
}

function endWith(stop: () => Promise<void>, log: Log): void {
  let isEnding = false
  const end = async (reason: string) => {
    if (isEnding) return
    isEnding = true
    log.info({ reason }, 'The orchestrator ends; the desks go on')
    await Promise.race([stop(), sleep(stopWithinMs)]).catch((error: unknown) =>
      log.error({ err: error }, 'Ending failed'),
    )
    process.exit(0)
  }
  process.once('SIGTERM', () => void end('SIGTERM'))
  process.once('SIGINT', () => void end('SIGINT'))
  // Started by the embedded stack: its supervisor holds the other end of this channel.
  process.once('disconnect', () => void end('the supervisor is gone'))
}

function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

try {
  const env = readEnvironment()
  offerModels(env.models)
  const log = openLog(env.logLevel)
  endWith(await start(env, log), log)
} catch (error) {
  console.error(explain(error))
  process.exit(1)
}
