// The edge as the orchestrator runs it, with nothing else in the process. Its desks are all the same desktop.
import { once } from 'node:events'
import { connect } from 'node:net'
import pino from 'pino'
import { Registry } from 'prom-client'
import { z } from 'zod'
import { openDatabase } from '#lib/db/database.ts'
import { startEdge } from '#orchestrator/edge/start-edge.ts'
import { listenHints } from '#orchestrator/events/listen-hints.ts'
import { desktopPort, ready, told } from './told.ts'

/** As many as the orchestrator has. */
const maxConnections = 12

const options = told(
  desktopPort.extend({
    databaseUrl: z.string(),
    port: z.int(),
    hostName: z.string(),
    hostsUrl: z.string(),
    siteUrl: z.string(),
    ticketSecret: z.string(),
  }),
)
const log = pino({ level: 'warn' }, pino.destination(2))
const { databaseUrl } = options
openDatabase({ databaseUrl, maxConnections, applicationName: 'bench-edge' })
const edge = await startEdge({
  ...options,
  address: '127.0.0.1',
  runtime: {
    async openDesktop() {
      const desktop = connect({ port: options.desktopPort, host: '127.0.0.1', noDelay: true })
      await once(desktop, 'connect')
      return desktop
    },
    pauseInput: async () => undefined,
  },
  hints: listenHints({ databaseUrl, log }),
  mayAct: () => true,
  registry: new Registry(),
  log,
})
ready(edge.port)
