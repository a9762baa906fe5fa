// A worker from its start to its end, with commands as executors, against the real API.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { attachFile } from '#lib/task/attach-file.ts'
import { aName, openWorkerWorld, type WorkerWorld } from '#tests/support/outside-worker.ts'

let world: WorkerWorld
beforeAll(async () => {
  world = await openWorkerWorld()
})
afterAll(() => world.close())

describe('a task', () => {
  it('comes with its words, is seen to move, and is handed in with log and files', async () => {
    const name = aName()
    const facts = { title: 'Write a page', description: 'About plums' }
    const { id } = await world.addTask({ ...facts, requires: [name] })
    await attachFile(world.company.owner, { taskId: id, name: 'given.txt', content: Buffer.from('blue') })
    const worker = world.startShell(
      name,
      `echo "@progress writing first draft"; echo "got $TASK_TITLE, $(cat given.txt)"; mkdir site; echo "$TASK_DESCRIPTION" > site/page.md
       cat > task.json; echo '{"pages":1}' > "$TASK_RESULT_FILE"; echo "One page." > "$TASK_SUMMARY_FILE"; sleep 1`,
    )
    const row = await world.untilStatus(id, 'in_review')
    expect(row).toMatchObject({ summary: 'One page.', progress_state: 'writing', result: { pages: 1 } })
    expect(await world.log(id)).toEqual(['got Write a page, blue'])
    const { 'task.json': given, ...files } = await world.artifacts(id)
    expect(files).toEqual({ 'site/page.md': 'About plums\n' })
    expect(JSON.parse(given ?? '')).toMatchObject({ id, ...facts })
    expect(await worker.ended).toBe(0)
  })

  it('sees nothing of the one before, and nothing of the worker', async () => {
    const name = aName()
    const first = await world.addTask({ title: 'First', requires: [name] })
    const second = await world.addTask({ title: 'Second', requires: [name] })
    const script = `for place in "$HOME" "$TMPDIR" .; do ls -A "$place" | grep secret; echo hidden > "$place/secret-$TASK_NUMBER"; done
      env | grep -E 'DESKHAND|dh_live'; echo "home $HOME"`
    const worker = world.startShell(name, script, ['--max-tasks', '2'])
    await world.untilStatus(first.id, 'in_review')
    await world.untilStatus(second.id, 'in_review')
    const logs = [await world.log(first.id), await world.log(second.id)].map((lines) => lines.join('\n'))
    for (const log of logs) expect(log).toMatch(/^home \S+$/)
    expect(new Set(logs).size).toBe(2)
    expect(await worker.ended).toBe(0)
  })

  it('is no shell, no option and no end of a line, whatever it says', async () => {
    const name = aName()
    const title = `--help "$(touch owned)"; touch owned #'`
    const description = '-x\n$(touch owned)\r\n`touch owned`\u001b[31m'
    const { id } = await world.addTask({ title, description, requires: [name] })
    world.startShell(
      name,
      'ls > seen; printf "%s" "$TASK_TITLE" > title; printf "%s" "$TASK_DESCRIPTION" > description',
    )
    await world.untilStatus(id, 'in_review')
    const files = await world.artifacts(id)
    expect(Object.keys(files)).toEqual(['description', 'seen', 'title'])
    expect(files).toMatchObject({ title, description })
  })

  it('that fails for good is told with the last words', async () => {
    const name = aName()
    const { id } = await world.addTask({ title: 'Hard', requires: [name] })
    const worker = world.startShell(name, 'echo "no plums left" >&2; exit 65')
    await world.untilStatus(id, 'failed')
    const { rows } = await world.sql.query('select failure from tasks where id = $1', [id])
    expect(rows[0]).toMatchObject({ failure: { text: 'The command ended with code 65: no plums left' } })
    expect(await worker.ended).toBe(0)
  })
})

describe('ending', () => {
  it('q finishes what is begun and takes nothing new; s says what it does', async () => {
    const name = aName()
    const first = await world.addTask({ title: 'Slow', requires: [name] })
    const worker = world.startShell(name, 'while [ ! -e "$HOME/go" ]; do sleep 0.1; done', [])
    await world.untilStatus(first.id, 'running')
    worker.press('sq')
    await vi.waitFor(() => expect(worker.said()).toMatch(/Slow: \w+, for \d+ s/))
    await vi.waitFor(() => expect(worker.said()).toContain('Finishing what is begun'))
    const second = await world.addTask({ title: 'Too late', requires: [name] })
    await vi.waitFor(async () => writeFile(join(await homeOf(name, first.id), 'go'), ''))
    expect(await worker.ended).toBe(0)
    expect((await world.task(first.id)).status).toBe('in_review')
    expect((await world.task(second.id)).status).toBe('ready')
  })

  it('a second Ctrl-C gives the task back at once, which counts as no attempt', async () => {
    const name = aName()
    const { id } = await world.addTask({ title: 'Given back', requires: [name] })
    const worker = world.startShell(name, 'sleep 600', [])
    await world.untilStatus(id, 'running')
    worker.press('\u0003\u0003')
    expect(await worker.ended).toBe(0)
    expect(await world.task(id)).toMatchObject({ status: 'ready', attempts: 0 })
    expect(await world.outcomes(id)).toEqual(['released'])
  })

  it('--max-idle ends a worker for which there is nothing', async () => {
    const worker = world.startShell(aName(), 'true', ['--max-idle', '1'])
    expect(await worker.ended).toBe(0)
    expect(worker.said()).toContain('Nothing has come')
  })

  it('a key that is refused ends it with words and 3, a wrong start with 2', async () => {
    const refused = world.start(aName(), ['--executor', 'command', '--', 'true'], {
      DESKHAND_API_KEY: 'dh_live_x_y',
    })
    expect(await refused.ended).toBe(3)
    const wrong = world.start(aName(), ['--executor', 'command', '--', 'echo', '{title}'])
    expect(await wrong.ended).toBe(2)
    expect(wrong.said()).toContain('{title} is not filled in')
    expect(await world.start(aName(), ['--max-tasks', 'x']).ended).toBe(2)
  })
})

async function homeOf(worker: string, taskId: string): Promise<string> {
  const { rows } = await world.sql.query<{ id: string }>('select id from runs where task_id = $1', [taskId])
  return join(world.folder, worker, 'runs', rows[0]?.id ?? '', 'home')
}
