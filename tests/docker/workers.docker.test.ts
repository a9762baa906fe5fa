// docker/worker/compose.yaml as people use it: with an address and a key alone, scaled to two. Then what a task meets in such a container.
import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type PracticeModel, startPracticeModel } from '#local/practice-model/start.ts'
import { freePort } from '#tests/support/free-port.ts'
import { openWorkerWorld, type WorkerWorld } from '#tests/support/outside-worker.ts'
import { buildWorkerImage, findCompose, runCompose } from '#tests/support/worker-compose.ts'

const project = `deskhand-test-${randomBytes(4).toString('hex')}`
const patiently = { timeout: 120_000, interval: 200 }
const buildingMs = 900_000
const found = await findCompose()
const compose = (args: string[], environment: Record<string, string>) =>
  runCompose(project, args, environment)

describe.skipIf(!found)('workers by compose', () => {
  let world: WorkerWorld
  let model: PracticeModel
  let environment: Record<string, string>

  beforeAll(async () => {
    world = await openWorkerWorld()
    model = await startPracticeModel({ port: await freePort() })
    environment = { DESKHAND_URL: world.server.url, DESKHAND_API_KEY: world.secret }
    await buildWorkerImage()
  }, buildingMs)
  afterEach(() => compose(['down', '-v', '--timeout', '15'], environment))
  afterAll(async () => {
    await model.stop()
    await world.close()
  })

  it('an address and a key are enough; two of them share twenty tasks and do none twice', async () => {
    for (let at = 0; at < 20; at += 1)
      await world.addTask({ title: `Plum ${at}`, description: `SAY plum ${at}` })
    await compose(['up', '-d', '--no-build', '--scale', 'worker=2'], environment)
    try {
      await vi.waitFor(async () => {
        const { rows } = await world.sql.query(
          `select count(*)::int as left from tasks where status <> 'in_review'`,
        )
        expect(rows[0]).toEqual({ left: 0 })
      }, patiently)
    } catch (error) {
      throw new Error(await compose(['logs', '--no-color'], environment), { cause: error })
    }
    const { rows } = await world.sql.query<{
      title: string
      summary: string
      outcomes: string[]
      worker_id: string
    }>(
      `select title, tasks.summary, array_agg(outcome) as outcomes, min(worker_id::text) as worker_id
       from tasks join runs on task_id = tasks.id group by tasks.id`,
    )
    expect(rows).toHaveLength(20)
    for (const { title, summary, outcomes } of rows)
      expect({ title, summary, outcomes }).toEqual({
        title,
        summary: title.toLowerCase(),
        outcomes: ['completed'],
      })
    expect(new Set(rows.map(({ worker_id }) => worker_id)).size).toBe(2)
  })

  it('claude works there, and finds no key of ours, no network, no rights and nothing to change', async () => {
    const command = [
      'exec 2>&1',
      'echo "user $(id -u)"',
      'cat /proc/1/environ /proc/[0-9]*/environ | tr "\\0" "\\n" | grep -c DESKHAND_API_KEY | sed "s/^/keys /"',
      'touch /opt/deskhand/x && echo changed',
      'grep CapEff /proc/self/status',
      'grep NoNewPrivs /proc/self/status',
      `curl -sS -m 5 -o /dev/null -w "proxied %{http_code}\\n" http://example.org`,
      `curl -sS -m 5 --noproxy "*" http://${new URL(world.server.url).host} > /dev/null || echo alone`,
    ].join('; ')
    const { id } = await world.addTask({
      title: 'Look around',
      description: `DO Bash ${JSON.stringify({ command: `( ${command} ) > seen.txt` })}\nSAY I looked.`,
    })
    const withModel = { ...environment, ANTHROPIC_BASE_URL: model.url, ANTHROPIC_API_KEY: 'practice' }
    await compose(['up', '-d', '--no-build'], withModel)
    await world.untilStatus(id, 'in_review').catch(async (error: unknown) => {
      throw new Error(await compose(['logs', '--no-color'], withModel), { cause: error })
    })
    const seen = (await world.artifacts(id))['seen.txt']?.split('\n') ?? []
    expect(seen).toEqual(
      expect.arrayContaining([
        'user 1000',
        'keys 0',
        'CapEff:\t0000000000000000',
        'NoNewPrivs:\t1',
        'proxied 403',
        'alone',
      ]),
    )
    expect(seen).not.toContain('changed')
    expect(await compose(['logs', '--no-color', 'egress'], withModel)).toContain('refused example.org:80')
  })
})
