/** One whole run in the foreground: start, tell where it is, wait to be asked to stop, stop everything. */
import { join } from 'node:path'
import { ensureBuilt } from './build/ensure-built.ts'
import { readOwnSettings, type Settings } from './env.ts'
import { StartProblem } from './problem.ts'
import { describePorts, type Stack, type StackOptions, startStack } from './stack.ts'
import { listenForStop, type StopRequests } from './supervisor/stop-requests.ts'

const say = (line: string) => console.log(line)

/** Given by tests instead of the real programs. */
export type StandIns = Partial<Pick<StackOptions, 'build' | 'changeParts'>>

/** Returns the exit code. */
export async function runUntilStopped(standIns: StandIns = {}): Promise<number> {
  // A closed terminal must not end us before everything is stopped.
  process.stdout.on('error', () => {})
  process.stderr.on('error', () => {})
  const stops = listenForStop()
  try {
    const settings = readOwnSettings()
    const build = (giveUp: AbortSignal) => buildApp(settings, giveUp)
    const stack = await startStack({ settings, say, giveUp: stops.asked, build, ...standIns })
    announce(settings)
    await asked(stops)
    return await end(stack, stops)
  } catch (error) {
    if (stops.asked.aborted) return 0
    console.error(error instanceof StartProblem ? error.message : error)
    return 1
  }
}

function buildApp(settings: Settings, giveUp: AbortSignal): Promise<void> {
  return ensureBuilt({
    root: settings.root,
    logFile: join(settings.home, 'logs', 'build.log'),
    environment: { ...settings.machine, NEXT_TELEMETRY_DISABLED: '1' },
    say,
    giveUp,
  })
}

function announce(settings: Settings): void {
  say(`Ports: ${describePorts(settings)}`)
  say(`State: ${settings.home}`)
  if (!settings.anthropicApiKey && !settings.modelUpstream)
    say('Model: practice model, because ANTHROPIC_API_KEY is not set')
  if (!settings.stripe)
    say(`Stripe: practice Stripe, its switches at http://localhost:${settings.ports.stripe}`)
  if (settings.mailIsCaught) say(`Mail:  ${settings.siteUrl}/dev/mailbox`)
  say(`Deskhand is ready at ${settings.siteUrl}`)
}

function asked(stops: StopRequests): Promise<void> {
  return new Promise((resolve) => {
    if (stops.asked.aborted) resolve()
    stops.asked.addEventListener('abort', () => resolve(), { once: true })
  })
}

async function end(stack: Stack, stops: StopRequests): Promise<number> {
  say('Stopping.')
  const forced = stops.insisted.then(async () => {
    say('Stopping by force.')
    await stack.kill()
    return 1
  })
  return Promise.race([stack.stop().then(() => 0), forced])
}
