// A model proxy in a process of its own, so that it can be killed, and measured beside others.
import { Registry } from 'prom-client'
import { z } from 'zod'
import { openDatabase } from '#lib/db/database.ts'
import { openLog } from '#orchestrator/log.ts'
import { startModelProxy } from '#orchestrator/model-proxy/start-model-proxy.ts'

const { databaseUrl, installationSecret, upstreamUrl, maxConnections } = z
  .object({
    databaseUrl: z.string(),
    installationSecret: z.string(),
    upstreamUrl: z.string(),
    maxConnections: z.number().default(12),
  })
  .parse(JSON.parse(process.argv[2] ?? '{}'))

openDatabase({ databaseUrl, maxConnections, applicationName: 'model-proxy' })
const { port } = await startModelProxy({
  host: '127.0.0.1',
  port: 0,
  installationSecret,
  upstream: { url: upstreamUrl, apiKey: undefined },
  registry: new Registry(),
  log: openLog('error'),
})
// Whoever started us is gone.
process.once('disconnect', () => process.exit(0))
process.send?.({ port })
