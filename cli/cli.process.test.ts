// The command as people and scripts run it, against the real API.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendLog } from '#lib/run/append-log.ts'
import { claimRun } from '#lib/run/claim-run.ts'
import { completeRun } from '#lib/run/end-run.ts'
import { registerWorker } from '#lib/worker/register-worker.ts'
import { addKey } from '#tests/support/company.ts'
import { aName, openWorkerWorld, type WorkerWorld } from '#tests/support/outside-worker.ts'
import { type Key, keyOf } from '#tests/support/rest.ts'

let world: WorkerWorld
let key: Key
beforeAll(async () => {
  world = await openWorkerWorld()
  key = await keyOf(world.company.owner, ['read', 'write'])
})
afterAll(() => world.close())

interface Ran {
  code: number
  out: string
  err: string
}

async function run(
  args: string[],
  more: { stdin?: string; env?: Record<string, string> } = {},
): Promise<Ran> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../scripts/deskhand.mjs'), ...args], {
    env: Object.assign(Object.create(null), { PATH: process.env.PATH, HOME: world.folder, ...more.env }),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.on('error', () => undefined)
  child.stdin.end(more.stdin ?? '')
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: Number(code), out, err }
}

const signedIn = (...args: string[]) =>
  run(args, { env: { DESKHAND_URL: world.server.url, DESKHAND_API_KEY: key.secret } })

/** Does the task as a worker outside would. */
async function finish(word: string, summary: string, lines: string[]): Promise<void> {
  const holder = await addKey(world.sql, world.company.companyId, { scopes: ['work'] })
  const { id: workerId } = await registerWorker(holder, {
    name: word,
    executor: 'command',
    capabilities: [word],
  })
  const claimed = await claimRun(holder, { workerId })
  if (!claimed) throw new Error('There was nothing to claim')
  const { id: runId, leaseToken } = claimed.run
  await appendLog(holder, { runId, leaseToken, firstLine: 0, lines })
  await completeRun(holder, { runId, leaseToken, summary })
}

describe('signing in', () => {
  it('keeps the key where only its owner can read it, and forgets it', async () => {
    const before = await run(['status'])
    expect(before).toMatchObject({ code: 2, out: '' })
    expect(before.err).toContain('deskhand login')
    const done = await run(['login', world.server.url], { stdin: `${key.secret}\n` })
    expect(done).toMatchObject({ code: 0, out: expect.stringContaining(world.company.name) })
    const { mode } = await stat(join(world.folder, '.config/deskhand/sign-in.json'))
    expect(mode & 0o777).toBe(0o600)
    expect(await run(['status'])).toMatchObject({ code: 0, out: expect.stringContaining(world.company.name) })
    // The kept key goes to no other address.
    const elsewhere = await run(['status'], { env: { DESKHAND_URL: 'http://127.0.0.1:9' } })
    expect(elsewhere).toMatchObject({ code: 2 })
    await run(['logout'])
    expect(await run(['status'])).toMatchObject({ code: 2 })
  })

  it('keeps nothing that is refused', async () => {
    const refused = await run(['login', world.server.url], { stdin: 'dh_live_nobody_nothing' })
    expect(refused).toMatchObject({ code: 3, out: '' })
    expect(await run(['login', 'no address'], { stdin: 'dh_x' })).toMatchObject({ code: 2 })
  })
})

describe('tasks', () => {
  it('are written down, found by number, done, read and approved', async () => {
    const word = aName()
    const created = await signedIn('tasks', 'create', 'Write a page', '--plan', 'none', '-r', word, '--json')
    const { number, id } = JSON.parse(created.out)
    expect(created.code).toBe(0)
    const listed = await signedIn('tasks', 'list', '--search', 'Write a page')
    expect(listed.out).toMatch(new RegExp(`^#${number} +ready .*Write a page$`, 'm'))
    await finish(word, 'One page.', ['first', 'second'])
    expect(await signedIn('logs', `#${number}`)).toMatchObject({ code: 0, out: 'first\nsecond\n' })
    const shown = await signedIn('tasks', 'show', String(number))
    expect(shown.out).toContain('Summary\n  One page.')
    expect((await signedIn('todos')).out).toContain(`deskhand approve '#${number}'`)
    const back = await signedIn('send-back', id, 'The logo', 'is missing')
    expect(back).toMatchObject({ code: 0, out: `#${number} ready\n` })
    await finish(word, 'With logo.', ['third'])
    expect(await signedIn('approve', `#${number}`)).toMatchObject({ code: 0, out: `#${number} done\n` })
    expect(await signedIn('tasks', 'retry', `#${number}`)).toMatchObject({ code: 5 })
  })

  it('are handed out from stdin, and waited for', async () => {
    const word = aName()
    const waiting = run(['dispatch', '--plan', 'none', '-r', word, '--wait', '--json'], {
      stdin: 'Count the plums\n\nAll of them.\n',
      env: { DESKHAND_URL: world.server.url, DESKHAND_API_KEY: key.secret },
    })
    const worker = world.startShell(word, 'echo "@progress counting"; echo 12')
    const { code, out, err } = await waiting
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      title: 'Count the plums',
      description: 'All of them.',
      status: 'in_review',
      summary: '12',
    })
    expect(err).toMatch(/^#\d+ ready/)
    expect(await worker.ended).toBe(0)
    expect(await signedIn('dispatch')).toMatchObject({ code: 2, out: '' })
  })

  it('bring nothing to a terminal that it would obey', async () => {
    await world.addTask({ title: 'Red \u001b[31mtitle\u001b[0m', description: 'x\u009b2Jy' })
    const { out } = await signedIn('tasks', 'list')
    expect(out).toContain('Red title')
    expect(out).not.toMatch(/[^\P{Cc}\n]/u)
  })
})

describe('exit codes', () => {
  it.each([
    ['an unknown command', 2, ['paint']],
    ['an unknown option', 2, ['tasks', 'list', '--colour']],
    ['a status that does not exist', 2, ['tasks', 'list', '--status', 'asleep']],
    ['a task that is named by nothing', 2, ['tasks', 'show', 'plums']],
    ['a number nobody has', 4, ['tasks', 'show', '#99999']],
    ['an id nobody has', 4, ['tasks', 'cancel', '00000000-0000-4000-8000-000000000000']],
    ['an employee nobody knows', 4, ['tasks', 'create', 'x', '--assignee', 'Nobody']],
    ['help', 0, ['tasks', '--help']],
  ])('%s: %i', async (_what, code, args) => expect((await signedIn(...args)).code).toBe(code))

  it('a key without the scope: 3, and programs get the code of the refusal', async () => {
    const { secret } = await keyOf(world.company.owner, ['read'])
    const env = { DESKHAND_URL: world.server.url, DESKHAND_API_KEY: secret }
    const refused = await run(['dispatch', 'Something', '--json'], { env })
    expect(refused).toMatchObject({ code: 3, out: '' })
    expect(JSON.parse(refused.err)).toMatchObject({ error: { code: 'not_allowed' } })
  })

  it('nobody there: 1', async () => {
    const env = { DESKHAND_URL: 'http://127.0.0.1:9', DESKHAND_API_KEY: key.secret }
    expect(await run(['tasks', 'list'], { env })).toMatchObject({ code: 1, out: '' })
  })
})

it('completes its own words', async () => {
  const { out } = await run(['completion', 'bash'])
  const ask = `${out}\nCOMP_WORDS=(deskhand tasks sh); COMP_CWORD=2; _deskhand; echo "\${COMPREPLY[*]}"`
  const shell = spawn('bash', ['-c', ask])
  expect(await text(shell.stdout)).toBe('show\n')
})

it('starts a worker with what login has kept', async () => {
  const help = await run(['worker', 'start', '--help'])
  expect(help).toMatchObject({ code: 0, out: expect.stringContaining('--max-idle') })
  const { secret } = await keyOf(world.company.owner, ['read', 'work'])
  await run(['login', world.server.url], { stdin: secret })
  const args = ['--max-idle', '1', '--executor', 'command', '--', 'true']
  const worker = await run(['worker', 'start', '--state', join(world.folder, 'by-hand'), ...args])
  expect(worker).toMatchObject({ code: 0, err: expect.stringContaining('is registered at') })
  await run(['logout'])
})
