import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFolder } from '#tests/support/temporary-folder.ts'
import { type DeskBoard, openDeskBoard } from './desk-board.ts'
import { openPartLog } from './part-log.ts'
import { type Part, type PartPlan, supervisePart } from './supervise-part.ts'
import { until } from './testing/until.ts'

let folder: Awaited<ReturnType<typeof makeFolder>>
let board: DeskBoard
let parts: Part[]
let oomKills: number
beforeEach(async () => {
  folder = await makeFolder('deskhand-part-')
  board = openDeskBoard(1000)
  parts = []
  oomKills = 0
})
afterEach(async () => {
  await Promise.all(parts.map((part) => part.end(0)))
  await folder.remove()
})

/** Is up once its script has made the file `up`. */
function supervise(script: string, plan: Partial<PartPlan> = {}): Part {
  const part = supervisePart(
    {
      name: 'browser',
      needs: [],
      prepare: async () => ({
        program: '/bin/sh',
        args: ['-c', script],
        environment: { PATH: '/usr/bin:/bin' },
        workingDir: folder.path,
      }),
      isUp: async () => existsSync(file('up')),
      startLimitMs: 10_000,
      silenceLimitMs: null,
      ...plan,
    },
    {
      board,
      log: openPartLog({ name: 'browser', secrets: () => [], write: () => undefined }),
      readOomKills: async () => oomKills,
      lookEveryMs: 20,
    },
  )
  parts.push(part)
  return part
}

const file = (name: string) => join(folder.path, name)
const browser = () => board.facts().parts.browser
const lines = async (name: string) =>
  (await readFile(file(name), 'utf8').catch(() => '')).split('\n').length - 1

describe('a part', () => {
  it('waits for what it needs, starts, and is up when it answers', async () => {
    const states: string[] = []
    board.onChange(() => states.push(browser().state))
    supervise('touch up; sleep 60', { needs: ['display'] })
    board.changePart('display', { state: 'starting' })
    expect(browser().state).toBe('waiting')
    board.changePart('display', { state: 'up' })
    await until('it is up', () => browser().state === 'up')
    expect([...new Set(states)]).toEqual(['waiting', 'starting', 'up'])
  })

  it('waits while there is nothing to run, and looks again when something changes', async () => {
    let mayRun = false
    supervise('', {
      prepare: async () =>
        mayRun
          ? {
              program: '/bin/sh',
              args: ['-c', 'touch up; sleep 60'],
              environment: {},
              workingDir: folder.path,
            }
          : null,
    })
    board.change({ isWritingFiles: true })
    mayRun = true
    board.change({ isWritingFiles: false })
    await until('it is up', () => browser().state === 'up')
  })

  it('is started again after a failure, after a pause, and the failure is told', async () => {
    supervise(
      'echo run >> runs; echo words of the end >&2; [ "$(wc -l < runs)" -ge 2 ] && touch up && sleep 60; exit 3',
    )
    await until('it failed once', () => browser().lastExit)
    expect(browser()).toMatchObject({
      state: 'backing_off',
      restarts: 1,
      lastExit: { code: 3, cause: 'crashed' },
    })
    expect(browser().lastExit?.logTail).toContain('words of the end')
    expect(await lines('runs')).toBe(1)
    await until('it is up again', () => browser().state === 'up')
    expect(await lines('runs')).toBe(2)
  })

  it('is not given up for want of a program, but says so', async () => {
    supervise('', {
      prepare: async () => ({ program: '/nowhere', args: [], environment: {}, workingDir: folder.path }),
    })
    await until('it failed', () => browser().lastExit)
    expect(browser().lastExit?.logTail).toContain('ENOENT')
  })

  it('tells want of memory when the kernel counted a kill', async () => {
    supervise('touch up; while [ ! -e die ]; do sleep 0.02; done; kill -9 $$')
    await until('it is up', () => browser().state === 'up')
    oomKills = 1
    await writeFile(file('die'), '')
    await until('it ended', () => browser().lastExit)
    expect(browser().lastExit?.cause).toBe('out_of_memory')
  })

  it('is ended and started again when it falls silent', async () => {
    supervise('touch up; exec sleep 60', {
      isUp: async () => existsSync(file('up')) && !existsSync(file('silent')),
      silenceLimitMs: 100,
    })
    await until('it is up', () => browser().state === 'up')
    await writeFile(file('silent'), '')
    await until('it was ended', () => browser().lastExit)
    expect(browser().lastExit?.cause).toBe('stuck')
  })

  it('is given up at once when its configuration is refused, until it is told to start anew', async () => {
    const gateway = supervise('echo run >> runs; [ -e good ] && touch up && sleep 60; exit 78', {
      name: 'gateway',
    })
    const state = () => board.facts().parts.gateway.state
    await until('it is given up', () => state() === 'down')
    expect(board.status().state).toBe('failed')
    await writeFile(file('good'), '')
    gateway.restart()
    await until('it is up', () => state() === 'up')
    expect(await lines('runs')).toBe(2)
  })

  it('restarts on demand without a pause and without counting a failure', async () => {
    const part = supervise('echo run >> runs; touch up; exec sleep 60')
    await until('it is up', () => browser().state === 'up')
    part.restart()
    expect(browser().state).toBe('starting')
    await until('it runs anew', async () => (await lines('runs')) === 2 && browser().state === 'up', 900)
    expect(browser()).toMatchObject({ restarts: 0, lastExit: null })
  })

  it('ends with everything it started, by force when it does not listen', async () => {
    const part = supervise(`trap '' TERM; sleep 61 & echo $! > child; touch up; while :; do sleep 0.05; done`)
    await until('it is up', () => browser().state === 'up')
    const child = Number(await readFile(file('child'), 'utf8'))
    await part.end(100)
    expect(part.pid()).toBeUndefined()
    await until('its child is gone', () => !isRunning(child))
  })
})

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
