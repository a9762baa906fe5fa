import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type JudgedWorld, openJudgedWorld } from './testing/judged-world.ts'

let world: JudgedWorld

beforeAll(async () => {
  world = await openJudgedWorld()
})
afterAll(() => world.close())
beforeEach(() => world.begin())
afterEach(() => world.end())

const page = { id: 'page', title: 'The page', kind: 'file_exists', path: 'index.html' }
const headline = { id: 'headline', kind: 'file_matches', path: 'index.html', pattern: '<h1>.+</h1>' }

describe('work of somebody outside', () => {
  it('is what was uploaded', async () => {
    const run = await world.reported([page, headline, { ...page, id: 'missing', path: 'other.html' }])
    await world.upload(run, 'index.html', '<h1>Hello</h1>')
    world.judge()
    const { results } = await world.verdictOn(run)
    expect(results).toMatchObject([
      { check_id: 'headline', outcome: 'passed' },
      { check_id: 'missing', outcome: 'failed', text: 'other.html was not uploaded.' },
      { check_id: 'page', outcome: 'passed' },
    ])
  })

  it('never passes by a command: a person looks', async () => {
    const run = await world.reported([{ id: 'run', kind: 'command', command: 'true', timeoutSeconds: 5 }], {
      task: { needs_review: false },
    })
    world.judge()
    const { task, results } = await world.verdictOn(run)
    expect(results).toMatchObject([
      { outcome: 'error', text: expect.stringContaining('only be run at a desk') },
    ])
    expect(task.status).toBe('in_review')
  })

  it('is left to the next judge by one that ends in the middle of a look', async () => {
    const run = await world.reported([
      { id: 'held', kind: 'url', url: 'http://shop.example/held', status: 200 },
    ])
    const first = world.judge()
    await vi.waitFor(() => expect(world.heldPages()).toBe(1))
    await first.stop()
    expect((await world.taskOf(run)).checking_run_id).toBe(run.runId)
    expect(await world.resultsOf(run)).toEqual([])
    world.judge()
    await vi.waitFor(() => expect(world.heldPages()).toBe(2))
  })

  it.each([
    [{ kind: 'text_contains', text: 'all done' }, 'passed'],
    [{ kind: 'text_contains', text: 'half done' }, 'failed'],
    [{ kind: 'json_schema', schema: { type: 'object', required: ['url'] } }, 'passed'],
    [{ kind: 'json_schema', schema: { type: 'array' } }, 'failed'],
    [{ kind: 'json_schema', schema: { type: 'nonsense' } }, 'error'],
    [{ kind: 'json_schema', path: 'data.json', schema: { type: 'array', minItems: 2 } }, 'passed'],
    [{ kind: 'json_schema', path: 'broken.json', schema: {} }, 'failed'],
    [{ kind: 'url', url: 'http://shop.example/', status: 200, contains: 'Welcome' }, 'passed'],
    [{ kind: 'url', url: 'http://shop.example/', status: 200, contains: 'Goodbye' }, 'failed'],
    [{ kind: 'url', url: 'http://shop.example/nothing', status: 200 }, 'failed'],
    [{ kind: 'url', url: 'http://shop.example/nothing', status: 404 }, 'passed'],
    [{ kind: 'url', url: 'http://169.254.169.254/', status: 200 }, 'error'],
    [{ kind: 'url', url: 'http://localhost/', status: 200 }, 'error'],
  ])('by %j: %s', async (check, outcome) => {
    const run = await world.reported([{ id: 'one', ...check }], {
      run: { summary: 'It is all done.', result: JSON.stringify({ url: 'x' }) },
    })
    await world.upload(run, 'data.json', '[1, 2]')
    await world.upload(run, 'broken.json', '[1, 2')
    world.judge()
    expect((await world.verdictOn(run)).results).toMatchObject([{ outcome }])
  })
})
