import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFolder } from '#tests/support/temporary-folder.ts'
import { type DeskBoard, openDeskBoard } from './desk-board.ts'
import { until } from './testing/until.ts'
import { judge, watchHome } from './watch-home.ts'

const limitBytes = 1000
let board: DeskBoard
let ended: number
let said: string[]
beforeEach(() => {
  board = openDeskBoard(limitBytes)
  ended = 0
  said = []
})
const input = () => ({
  board,
  home: '/nowhere',
  limitBytes,
  endEmployeeProcesses: async () => (ended += 1),
  log: (line: string) => void said.push(line),
})
const complaint = () => board.status().failure?.code

describe('a home', () => {
  it('is told with its size, and nothing else while there is room', async () => {
    await judge(input(), 1000)
    expect(board.status().home).toEqual({ bytes: 1000, limitBytes })
    expect([complaint(), ended]).toEqual([undefined, 0])
  })

  it('over its limit is told, and told once', async () => {
    let changes = 0
    board.onChange(() => {
      changes += 1
    })
    await judge(input(), 1050)
    await judge(input(), 1060)
    expect([complaint(), ended, changes]).toEqual(['home_full', 0, 1])
    await judge(input(), 900)
    expect(complaint()).toBeUndefined()
  })

  it('far over it loses the programs that may be filling it', async () => {
    await judge(input(), 1101)
    expect(ended).toBe(1)
    expect(said.join()).toContain('ended 1 programs')
  })
})

describe('the watch over a home', () => {
  let folder: Awaited<ReturnType<typeof makeFolder>>
  beforeEach(async () => {
    folder = await makeFolder('deskhand-home-')
  })
  afterEach(() => folder.remove())

  it('counts what is in it', async () => {
    await mkdir(join(folder.path, 'deep'))
    await writeFile(join(folder.path, 'deep/file'), Buffer.alloc(300_000))
    const stop = watchHome({ ...input(), home: folder.path })
    await until('it is counted', () => board.status().home.bytes > 300_000)
    stop()
  })

  it('counts empty files, too', async () => {
    await Promise.all(Array.from({ length: 200 }, (_, n) => writeFile(join(folder.path, `${n}`), '')))
    const stop = watchHome({ ...input(), home: folder.path })
    await until('it is counted', () => board.status().home.bytes >= 200 * 4096)
    stop()
  })

  it('counts again as soon as the disk has lost space, and not before', async () => {
    let free = 1_000_000_000
    let counts = 0
    let looks = 0
    const stop = watchHome({
      ...input(),
      freeOf: async () => {
        looks += 1
        return free
      },
      sizeOf: async () => (counts += 1),
    })
    await until('it is counted', () => counts === 1)
    free -= 10_000_000
    const seen = looks
    await until('it looked twice more', () => looks > seen + 1)
    expect(counts).toBe(1)
    free -= 40_000_000
    await until('it is counted again', () => counts === 2)
    stop()
  })

  it('counts a full one again as soon as somebody made room', async () => {
    let free = 1_000_000_000
    let bytes = 1050
    const stop = watchHome({ ...input(), freeOf: async () => free, sizeOf: async () => bytes })
    await until('it is full', () => complaint() === 'home_full')
    bytes = 900
    free += 40_000_000
    await until('it is no longer', () => complaint() === undefined)
    stop()
  })
})
