// Real workers-to-be of one folder, at the same moment: what one has half done is seen by the others.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeFolder } from '#tests/support/temporary-folder.ts'

/** Takes the lock with one line and lets go of it with the next, and says how it went. */
const program = `
  import { createInterface } from 'node:readline'
  import { lockState } from ${JSON.stringify(new URL('lock-state.ts', import.meta.url).href)}
  let unlock
  const tell = (words) => console.log(words)
  tell('here')
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'lock') await lockState(process.argv[1], 'builder').then((it) => { unlock = it; tell('held') }, (error) => tell(error.message))
    else { await unlock?.(); unlock = undefined; tell('free') }
  }`

const refusal =
  'A worker named "builder" runs here already. Give this one another name (--name) or let that one take more at once (--concurrency).'

interface Starter {
  say: (line: 'lock' | 'unlock') => Promise<string>
  kill: () => Promise<void>
}

let folder: Awaited<ReturnType<typeof makeFolder>>
const children = new Set<ChildProcessWithoutNullStreams>()
beforeEach(async () => {
  folder = await makeFolder('deskhand-lock-')
})
afterEach(async () => {
  await Promise.all([...children].map(end))
  await folder.remove()
})

async function end(child: ChildProcessWithoutNullStreams): Promise<void> {
  children.delete(child)
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

async function start(): Promise<Starter> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, folder.path])
  children.add(child)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => String((await lines.next()).value)
  expect(await next()).toBe('here')
  return {
    say(line) {
      child.stdin.write(`${line}\n`)
      return next()
    },
    kill: () => end(child),
  }
}

it('refuses a second one while the first lives, and nobody after it', async () => {
  const [first, second] = await Promise.all([start(), start()])
  expect(await first.say('lock')).toBe('held')
  expect(await second.say('lock')).toBe(refusal)
  await first.say('unlock')
  expect(await second.say('lock')).toBe('held')
})

it('is free when its holder was killed', async () => {
  const [first, second] = await Promise.all([start(), start()])
  expect(await first.say('lock')).toBe('held')
  await first.kill()
  expect(await second.say('lock')).toBe('held')
})

it.each([
  ['nobody had it before', false],
  ['a dead one had it', true],
])('goes to exactly one of those that ask at once, where %s', async (_, isLeft) => {
  const starters = await Promise.all(Array.from({ length: 6 }, start))
  for (let round = 0; round < 8; round++) {
    if (isLeft) {
      const dead = await start()
      expect(await dead.say('lock')).toBe('held')
      await dead.kill()
    }
    const said = await Promise.all(starters.map((one) => one.say('lock')))
    expect(said.toSorted()).toEqual([...Array(5).fill(refusal), 'held'])
    await Promise.all(starters.map((one) => one.say('unlock')))
  }
})
