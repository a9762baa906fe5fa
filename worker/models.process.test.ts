// The real claude and the real openclaw, against the practice model, from a clean home. Both are installed on first use, as a lockfile says.
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PracticeModel, startPracticeModel } from '#local/practice-model/start.ts'
import { installOpenclaw } from '#orchestrator/runtime/process/install-openclaw.ts'
import { freePort } from '#tests/support/free-port.ts'
import { aName, openWorkerWorld, type WorkerWorld } from '#tests/support/outside-worker.ts'

const installing = 200_000
const cacheDir = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'deskhand')

let world: WorkerWorld
let model: PracticeModel
beforeAll(async () => {
  world = await openWorkerWorld()
  model = await startPracticeModel({ port: await freePort() })
})
afterAll(async () => {
  await world.close()
  await model.stop()
})

function start(name: string, args: string[]) {
  return world.start(name, ['--capability', name, '--max-tasks', '1', ...args], {
    ANTHROPIC_BASE_URL: model.url,
    ANTHROPIC_API_KEY: 'a key of the practice',
  })
}

/** Looks like an option, a command of the chat and the end of the words; the work stands below it. */
const hostile = (tool: string, command: string) =>
  ['--help', '/exit', `DO ${tool} ${JSON.stringify({ command })}`, 'SAY I made a file.'].join('\n')

describe('claude', () => {
  let claude: string
  beforeAll(async () => {
    const manifestDir = join(import.meta.dirname, '../docker/worker/claude-code')
    const folder = await installOpenclaw({
      cacheDir: join(cacheDir, 'claude-code'),
      manifestDir,
      environment: process.env,
      onProgress: () => undefined,
    })
    const packages = join(folder, 'node_modules/@anthropic-ai')
    const names = ['', '-musl'].map((libc) => `claude-code-${process.platform}-${process.arch}${libc}`)
    claude = names.map((name) => join(packages, name, 'claude')).find(existsSync) ?? ''
  }, installing)

  it('works on a task from a clean home and ends in review, with log, file and what it used', async () => {
    const name = aName()
    const description = hostile('Bash', 'echo "home $(ls -A $HOME | tr "\\n" " ")" > made.txt')
    const { id } = await world.addTask({ title: '--version', description, requires: [name, 'claude-code'] })
    const worker = start(name, ['--executor', 'claude-code', '--claude-path', claude])
    expect(await world.untilStatus(id, 'in_review')).toMatchObject({ summary: 'I made a file.' })
    const files = await world.artifacts(id)
    expect(Object.keys(files)).toEqual(['made.txt'])
    expect(files['made.txt']).toMatch(/^home (\.claude|\.claude\.json|\s)*$/)
    const log = await world.log(id)
    expect(log).toContain('claude begins with claude-sonnet-4-5')
    expect(log.join('\n')).toMatch(/^→ Bash echo "home/m)
    const { rows } = await world.sql.query('select reported_usage from runs where task_id = $1', [id])
    expect(rows[0]).toMatchObject({
      reported_usage: {
        executor: 'claude-code',
        outputTokens: expect.any(Number),
        models: ['claude-sonnet-4-5'],
      },
    })
    expect(await worker.ended).toBe(0)
  })

  it('tells what the model refused with', async () => {
    const name = aName()
    const task = { title: 'Refused', description: 'FAIL 400', requires: [name], maxAttempts: 1 }
    const { id } = await world.addTask(task)
    start(name, ['--executor', 'claude-code', '--claude-path', claude])
    await world.untilStatus(id, 'failed')
    const { rows } = await world.sql.query('select failure from tasks where id = $1', [id])
    expect(rows[0]).toMatchObject({ failure: { text: expect.stringContaining('API Error: 400') } })
  })

  it('that is not there is refused at the start, with how to get it', async () => {
    const worker = start(aName(), ['--executor', 'claude-code', '--claude-path', 'no-such-claude'])
    expect(await worker.ended).toBe(2)
    expect(worker.said()).toContain('npm install -g @anthropic-ai/claude-code@')
  })
})

describe('openclaw', () => {
  let folder: string
  beforeAll(async () => {
    folder =
      process.env.OPENCLAW_DIR ||
      (await installOpenclaw({ cacheDir, environment: process.env, onProgress: () => undefined }))
  }, installing)

  it('works on a task from a clean home and ends in review', async () => {
    const name = aName()
    const description = hostile('exec', 'echo made > made.txt')
    const { id } = await world.addTask({
      title: '--version',
      description,
      requires: [name, 'openclaw'],
      maxAttempts: 1,
    })
    const openclaw = join(folder, 'node_modules/openclaw/openclaw.mjs')
    start(name, ['--executor', 'openclaw', '--openclaw-path', openclaw])
    expect(await world.untilStatus(id, 'in_review')).toMatchObject({ summary: 'I made a file.' })
    expect(await world.artifacts(id)).toEqual({ 'made.txt': 'made\n' })
  })
})
