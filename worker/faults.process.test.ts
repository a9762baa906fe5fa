// What becomes of tasks when workers, their processes or the connection die in the middle.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { aName, openWorkerWorld, type WorkerWorld } from '#tests/support/outside-worker.ts'

let world: WorkerWorld
beforeAll(async () => {
  world = await openWorkerWorld()
})
afterEach(() => world.server.cutOff(undefined))
afterAll(() => world.close())

const patiently = { timeout: 30_000, interval: 50 }

/** Counts what is still alive of a task, by words that stand in no other command line. */
async function alive(mark: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(
    pids.map(
      async (pid) => [Number(pid), await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')] as const,
    ),
  )
  return lines
    .filter(([, line]) => line.includes(mark) && !line.includes('worker/main.ts'))
    .map(([pid]) => pid)
}

/** The process of a run: the only child of the worker that is Node. */
async function runOf(workerPid: number): Promise<number> {
  const text = await readFile(`/proc/${workerPid}/task/${workerPid}/children`, 'utf8')
  const [pid = 0] = text.trim().split(' ').map(Number)
  expect(pid).toBeGreaterThan(1)
  return pid
}

it('a worker that is killed takes its task’s processes along; the lease runs out and the next one does the task', async () => {
  const name = aName()
  const { id } = await world.addTask({ title: 'Twice', requires: [name] })
  const script = `if [ "$TASK_ATTEMPT" = 1 ]; then sleep 600; fi; echo done # ${name}`
  const first = world.startShell(name, script)
  await world.untilStatus(id, 'running')
  await vi.waitFor(async () => expect(await alive(`# ${name}`)).not.toEqual([]), patiently)
  first.process.kill('SIGKILL')
  await vi.waitFor(async () => expect(await alive(`# ${name}`)).toEqual([]), patiently)
  await world.expireLeases()
  await world.sql.query('update tasks set available_at = now() where id = $1', [id])
  const second = world.startShell(name, script)
  await world.untilStatus(id, 'in_review')
  expect(await world.outcomes(id)).toEqual(['lost', 'completed'])
  expect(await second.ended).toBe(0)
})

it('when the process of a task is killed, the worker says so and goes on', async () => {
  const name = aName()
  const { id } = await world.addTask({ title: 'Shot', requires: [name], maxAttempts: 1 })
  const worker = world.startShell(name, `sleep 600 # ${name}`, ['--max-tasks', '2'])
  await vi.waitFor(async () => expect(await alive(`# ${name}`)).not.toEqual([]), patiently)
  process.kill(await runOf(worker.pid), 'SIGKILL')
  await world.untilStatus(id, 'failed')
  const { rows } = await world.sql.query('select failure from tasks where id = $1', [id])
  expect(rows[0]).toMatchObject({ failure: { text: expect.stringContaining('SIGKILL') } })
  await vi.waitFor(async () => expect(await alive(`# ${name}`)).toEqual([]), patiently)
  worker.press('q')
  expect(await worker.ended).toBe(0)
})

it('one that slept past its lease stops at once, sends nothing more and changes nothing', async () => {
  const name = aName()
  const { id } = await world.addTask({ title: 'Frozen', requires: [name] })
  const worker = world.startShell(name, `while true; do echo tick; sleep 0.2; done # ${name}`)
  await world.untilStatus(id, 'running')
  const frozen = [worker.pid, await runOf(worker.pid)]
  for (const pid of frozen) process.kill(pid, 'SIGSTOP')
  await world.expireLeases()
  const before = await world.task(id)
  const asked = world.server.asked.length
  for (const pid of frozen) process.kill(pid, 'SIGCONT')
  expect(await worker.ended).toBe(0)
  expect(worker.said()).toContain('nothing more is sent')
  expect(await alive(`# ${name}`)).toEqual([])
  expect(await world.task(id)).toEqual(before)
  // Each of the three that report by themselves may have learnt it on its own; no final report is among them.
  const later = world.server.asked.slice(asked)
  expect(later.length).toBeLessThanOrEqual(3)
  expect(later.join()).not.toMatch(/complete|fail|release|artifact/)
})

it('a report that finds nobody waits on disk, and the next start sends it first', async () => {
  const name = aName()
  const { id } = await world.addTask({ title: 'Kept', requires: [name] })
  world.server.cutOff(/\/complete$/)
  const first = world.startShell(name, 'echo kept > file; echo finished')
  await vi.waitFor(() => expect(first.said()).toContain('kept on disk'), patiently)
  first.process.kill('SIGKILL')
  await first.ended
  expect((await world.task(id)).status).toBe('running')
  world.server.cutOff(undefined)
  const asked = world.server.asked.length
  const second = world.startShell(name, 'true', ['--max-idle', '1'])
  expect(await second.ended).toBe(0)
  expect(await world.task(id)).toMatchObject({ status: 'in_review', summary: 'finished' })
  expect(world.server.asked.slice(asked).map((line) => line.split('/').at(-1))).toEqual([
    ...['complete', 'workers', 'claims'],
  ])
  expect(await world.outcomes(id)).toEqual(['completed'])
})

it('a report that comes too late is dropped with words', async () => {
  const name = aName()
  const { id } = await world.addTask({ title: 'Late', requires: [name] })
  world.server.cutOff(/\/complete$/)
  const first = world.startShell(name, 'echo late')
  await vi.waitFor(() => expect(first.said()).toContain('kept on disk'), patiently)
  await world.expireLeases()
  const before = await world.task(id)
  world.server.cutOff(undefined)
  expect(await first.ended).toBe(0)
  expect(first.said()).toContain('this report is dropped')
  expect(await world.task(id)).toEqual(before)
  expect(await readdir(join(world.folder, name, 'outbox'))).toEqual([])
})
