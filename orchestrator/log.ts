// One log for the process: a static message, the facts beside it, secrets taken out.
import pino from 'pino'

export type Log = pino.Logger

const secretNames = [
  'authorization',
  'cookie',
  'token',
  'password',
  'secret',
  'apiKey',
  'gatewayToken',
  'modelKey',
  'databaseUrl',
  'smtpUrl',
]
const censored = [
  ...secretNames,
  'x-api-key',
  'OPENCLAW_GATEWAY_TOKEN',
  'ANTHROPIC_API_KEY',
  'MODEL_UPSTREAM_KEY',
].flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`])

export function openLog(level: string, destination?: pino.DestinationStream): Log {
  return pino(
    {
      level,
      base: { process: 'orchestrator' },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: censored, censor: '[secret]' },
    },
    destination ?? pino.destination({ sync: true }),
  )
}
