import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { makeFolder } from '#tests/support/temporary-folder.ts'
import type { DeskRuntimeName } from '../env.ts'
import type { EngineAnswer } from './ask-engine.ts'
import { chooseRuntime } from './choose-runtime.ts'

const running: EngineAnswer = { answers: true, version: '27.1.0' }
const absent: EngineAnswer = { answers: false, why: 'connect ENOENT' }

async function newHome(): Promise<string> {
  const { path, remove } = await makeFolder('deskhand-choice-')
  onTestFinished(remove)
  return path
}

interface Given {
  home?: string
  wanted?: DeskRuntimeName
  engine?: EngineAnswer
  prepareImages?: () => Promise<void>
}

async function choose(given: Given = {}) {
  const said: string[] = []
  const runtime = await chooseRuntime({
    home: given.home ?? (await newHome()),
    wanted: given.wanted,
    askEngine: async () => given.engine ?? running,
    prepareImages: given.prepareImages ?? (async () => {}),
    say: (line) => said.push(line),
    giveUp: new AbortController().signal,
  })
  return { runtime, said: said.join('\n') }
}

const failing = async () => {
  throw new Error('the mirror does not answer')
}

describe('where desks run', () => {
  it('is Docker where an engine answers and the images can be had', async () => {
    expect(await choose()).toEqual({ runtime: 'docker', said: 'Desks: in Docker, with a desktop each' })
  })

  it('else is processes, in one line that says why', async () => {
    expect(await choose({ engine: absent })).toEqual({
      runtime: 'process',
      said: 'Desks: as processes of this machine, without a desktop, because no Docker engine answers (connect ENOENT)',
    })
    const { runtime, said } = await choose({ prepareImages: failing })
    expect(runtime).toBe('process')
    expect(said).toMatch(/because their images cannot be had \(the mirror does not answer\)$/)
  })

  it('is what was asked for, or nothing starts', async () => {
    expect((await choose({ wanted: 'process' })).runtime).toBe('process')
    expect((await choose({ wanted: 'docker' })).runtime).toBe('docker')
    await expect(choose({ wanted: 'docker', engine: absent })).rejects.toThrow(
      /Docker, but no Docker engine answers.*--runtime process/,
    )
    await expect(choose({ wanted: 'docker', prepareImages: failing })).rejects.toThrow(/the mirror/)
  })

  it('never builds images for desks that are processes', async () => {
    expect((await choose({ wanted: 'process', prepareImages: failing })).runtime).toBe('process')
  })

  it('stays where the homes are: a day without Docker must not look like lost work', async () => {
    const home = await newHome()
    await choose({ home })
    await expect(choose({ home, engine: absent })).rejects.toThrow(/--runtime process/)
    const { runtime, said } = await choose({ home, wanted: 'process' })
    expect(runtime).toBe('process')
    expect(said).toMatch(/^Desks so far: in Docker.*stays there/)
    expect((await choose({ home })).runtime).toBe('process')
  })

  it('stays with processes where there are homes of such desks, and says how to leave them', async () => {
    const home = await newHome()
    mkdirSync(join(home, 'desks', 'ada'), { recursive: true })
    const { runtime, said } = await choose({ home })
    expect(runtime).toBe('process')
    expect(said).toContain('--runtime docker')
  })

  it('tries Docker again when processes were only second best and nobody has a desk yet', async () => {
    const home = await newHome()
    await choose({ home, engine: absent })
    expect((await choose({ home })).runtime).toBe('docker')
  })
})
