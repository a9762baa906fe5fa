import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFolder } from '#tests/support/temporary-folder.ts'
import { readMemory } from './read-memory.ts'

let folder: Awaited<ReturnType<typeof makeFolder>>
beforeEach(async () => {
  folder = await makeFolder('deskhand-memory-')
  await mkdir(join(folder.path, 'memory'))
})
afterEach(() => folder.remove())
const files = (contents: Record<string, string>) =>
  Promise.all(Object.entries(contents).map(([name, text]) => writeFile(join(folder.path, name), text)))

describe('memory', () => {
  it('is read from control groups of the first generation', async () => {
    await files({
      'memory/memory.usage_in_bytes': '1000\n',
      'memory/memory.limit_in_bytes': '5000\n',
      'memory/memory.stat': 'cache 700\ntotal_inactive_file 300\n',
      'memory/memory.oom_control': 'oom_kill_disable 0\nunder_oom 0\noom_kill 2\n',
    })
    expect(await readMemory(folder.path)).toEqual({ bytes: 700, limitBytes: 5000, oomKills: 2 })
  })

  it('is read from control groups of the second generation', async () => {
    await files({
      'memory.current': '1000\n',
      'memory.max': '5000\n',
      'memory.stat': 'anon 1\ninactive_file 100\n',
      'memory.events': 'low 0\noom 3\noom_kill 1\n',
    })
    expect(await readMemory(folder.path)).toEqual({ bytes: 900, limitBytes: 5000, oomKills: 1 })
  })

  it('has no limit where there is none', async () => {
    await files({ 'memory.current': '1000\n', 'memory.max': 'max\n' })
    expect(await readMemory(folder.path)).toEqual({ bytes: 1000, limitBytes: 0, oomKills: 0 })
    const first = await makeFolder('deskhand-memory-')
    expect(await readMemory(first.path)).toEqual({ bytes: 0, limitBytes: 0, oomKills: 0 })
    await first.remove()
  })
})
