// The whole product as `npm start` gives it, on ports and in a home of its own, for tests in a browser.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type CaughtMail, caughtMail } from '#local/mailbox/mail.ts'
import { type Ports, portNames, portsFrom } from '#local/ports.ts'
import { postgresUrl } from '#local/postgres/url.ts'
import { ensureSecrets } from '#local/secrets.ts'
import { freePort, isFree } from './free-port.ts'

export interface Product {
  /** Where people open it, without a slash at the end. */
  url: string
  ports: Ports
  home: string
  /** Of the supervisor, which all parts hang on. */
  pid: number
  /** As the owner of the tables. */
  databaseUrl: string
  /** What was mailed to an address, the newest first. */
  mailbox: (to: string) => Promise<CaughtMail[]>
  /** Those of them that carry a code to sign in with; others come when they come. */
  signInMails: (to: string) => Promise<CaughtMail[]>
  /** The code after `seen` others; waits for it. */
  nextCode: (to: string, seen?: number) => Promise<string>
  /** The mail after `seen` others; waits for it. */
  nextMail: (to: string, seen?: number) => Promise<CaughtMail>
  stop: () => Promise<void>
}

const root = join(import.meta.dirname, '../..')
/** Building and installing come first on a bare machine. */
const readyTimeoutMs = 235_000
const mailTimeoutMs = 20_000
const lookEveryMs = 100

/** Its home goes with it, unless one is given: that one stays. A second start over a home wants the same ports. */
export async function startProduct(
  environment: Record<string, string> = {},
  given: { home?: string; firstPort?: number } = {},
): Promise<Product> {
  const home = given.home ?? (await mkdtemp(join(tmpdir(), 'deskhand-product-')))
  const ports = portsFrom(given.firstPort ?? (await freeBlock()))
  const child = spawn(process.execPath, ['local/main.ts'], {
    cwd: root,
    // Where desks run is the test's decision, not the machine's; and there are no desks but those the test asks for.
    env: {
      ...process.env,
      DESK_RUNTIME: 'process',
      DESK_WARM_MIN: '0',
      ...environment,
      DESKHAND_PORT: String(ports.app),
      DESKHAND_HOME: home,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = async () => {
    await end(child)
    if (!given.home) await rm(home, { recursive: true, force: true })
  }
  try {
    const url = await readyAt(child)
    const mailbox = (to: string) => readMailbox(ports, to)
    const signInMails = async (to: string) => (await mailbox(to)).filter(({ code }) => code !== null)
    return {
      url,
      ports,
      home,
      pid: child.pid ?? 0,
      databaseUrl: postgresUrl(ports.postgres, ensureSecrets(home).postgresPassword),
      mailbox,
      signInMails,
      nextCode: async (to, seen = 0) => (await waitForMail(signInMails, to, seen)).code ?? '',
      nextMail: (to, seen = 0) => waitForMail(mailbox, to, seen),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function freeBlock(): Promise<number> {
  for (;;) {
    const first = await freePort()
    const free = await Promise.all(portNames.map((_, index) => isFree(first + index)))
    if (free.every(Boolean)) return first
  }
}

/** The address it prints when it is ready. */
async function readyAt(child: ChildProcess): Promise<string> {
  let output = ''
  const timeout = AbortSignal.timeout(readyTimeoutMs)
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk
      const url = /Deskhand is ready at (\S+)/.exec(output)?.[1]
      if (url) resolve(url)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) =>
      reject(new Error(`The product ended (${code}) before it was ready:\n${output}`)),
    )
    timeout.addEventListener('abort', () =>
      reject(new Error(`The product was not ready in time:\n${output}`)),
    )
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
}

async function readMailbox(ports: Ports, to: string): Promise<CaughtMail[]> {
  const query = new URLSearchParams({ to })
  const response = await fetch(`http://127.0.0.1:${ports.devServices}/mailbox.json?${query}`)
  return caughtMail.array().parse(await response.json())
}

async function waitForMail(mailbox: Product['mailbox'], to: string, seen: number): Promise<CaughtMail> {
  const endsAtMs = performance.now() + mailTimeoutMs
  for (;;) {
    const mails = await mailbox(to)
    const newest = mails[0]
    if (newest && mails.length > seen) return newest
    if (performance.now() > endsAtMs) throw new Error(`No mail for ${to}; it has ${mails.length}`)
    await sleep(lookEveryMs)
  }
}
