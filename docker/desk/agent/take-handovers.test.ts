import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFolder } from '#tests/support/temporary-folder.ts'
import { type DeskBoard, openDeskBoard } from './desk-board.ts'
import { type Handover, secretsOf } from './handover.ts'
import { type HandoverTaker, openHandoverTaker } from './take-handovers.ts'

let folder: Awaited<ReturnType<typeof makeFolder>>
let board: DeskBoard
let taker: HandoverTaker
let restarts: number
beforeEach(async () => {
  folder = await makeFolder('deskhand-handover-')
  board = openDeskBoard(1000)
  restarts = 0
  taker = openHandoverTaker({
    board,
    workspace: join(folder.path, 'workspace'),
    gateway: () => ({ restart: () => (restarts += 1) }),
  })
})
afterEach(() => folder.remove())

const handover = (change: Partial<Handover> = {}): Handover => ({
  generation: 1,
  filesHash: 'files-1',
  configHash: 'config-1',
  files: [{ path: 'SOUL.md', content: 'You are Ada.' }],
  gatewayConfig: {},
  environment: {},
  ...change,
})
const soul = () => readFile(join(folder.path, 'workspace/SOUL.md'), 'utf8')

describe('a handover', () => {
  it('writes the files, then says whose desk it is', async () => {
    const phases: string[] = []
    board.onChange(() => phases.push(board.status().phase))
    await taker.take(handover())
    expect(await soul()).toBe('You are Ada.')
    expect(phases).toEqual(['writing_files', 'starting_gateway'])
    expect(board.status()).toMatchObject({ generation: 1, filesHash: 'files-1', configHash: 'config-1' })
    expect(restarts).toBe(0)
  })

  it('with other files alone leaves the gateway running', async () => {
    await taker.take(handover())
    await taker.take(handover({ filesHash: 'files-2', files: [{ path: 'SOUL.md', content: 'You are Bo.' }] }))
    expect(await soul()).toBe('You are Bo.')
    expect(board.status().filesHash).toBe('files-2')
    expect(restarts).toBe(0)
  })

  it.each([
    ['another configuration', { configHash: 'config-2' }],
    ['another generation', { generation: 2 }],
  ])('with %s restarts the gateway', async (_, change) => {
    await taker.take(handover())
    await taker.take(handover(change))
    expect(restarts).toBe(1)
  })

  it('starts a gateway again that had been given up', async () => {
    await taker.take(handover())
    board.changePart('gateway', { state: 'down' })
    await taker.take(handover())
    expect(restarts).toBe(1)
  })

  it('is never half of two', async () => {
    const contents = ['a', 'b', 'c', 'd']
    await Promise.all(
      contents.map((content, index) =>
        taker.take(
          handover({ filesHash: content, generation: index, files: [{ path: 'SOUL.md', content }] }),
        ),
      ),
    )
    expect([await soul(), board.status().filesHash, taker.current()?.generation]).toEqual(['d', 'd', 3])
  })

  it('that is refused changes nothing', async () => {
    await taker.take(handover())
    await expect(
      taker.take(handover({ generation: 2, files: [{ path: '../x', content: '' }] })),
    ).rejects.toThrow()
    expect(board.status()).toMatchObject({ generation: 1, phase: 'starting_gateway' })
    expect(taker.current()?.generation).toBe(1)
  })

  it('has secrets, which its names give away', () => {
    const environment = { OPENCLAW_GATEWAY_TOKEN: 'a', ANTHROPIC_API_KEY: 'b', MODEL_URL: 'c' }
    expect(secretsOf(handover({ environment }))).toEqual(['a', 'b'])
    expect(secretsOf(null)).toEqual([])
  })
})
