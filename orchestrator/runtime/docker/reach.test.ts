import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openReach } from './reach.ts'

let dir: string
let file: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'deskhand-reach-'))
  file = join(dir, 'reach.json')
})
afterEach(() => rm(dir, { recursive: true, force: true }))

it('who is not named may open nothing', async () => {
  expect((await openReach(file)).sitesOf('ada')).toEqual([])
})

it('what was last said is remembered by the next one', async () => {
  const reach = await openReach(file)
  expect(await reach.replace([{ deskId: 'ada', sites: ['example.org', '*.example.com'] }])).toBe(true)
  expect(await reach.replace([{ deskId: 'ada', sites: ['*.example.com', 'example.org'] }])).toBe(false)
  expect((await openReach(file)).sitesOf('ada')).toEqual(['*.example.com', 'example.org'])
  await reach.replace([])
  expect(reach.sitesOf('ada')).toEqual([])
})

it('what is refused stays refused', async () => {
  const reach = await openReach(file)
  await reach.replace([{ deskId: 'ada', sites: ['*', '!example.org', '!*.example.com', '!!x', '!'] }])
  expect(reach.sitesOf('ada')).toEqual(['!*.example.com', '!example.org', '*'])
})

it('what is no site counts for nothing, and the rest stands', async () => {
  const reach = await openReach(file)
  const nonsense = ['', 'a b', 'http://x.org', '*.', '.org', 'a..b', '**', 'x'.repeat(300), '10.0.0.0/8']
  await reach.replace([{ deskId: 'ada', sites: [...nonsense, '*', 'example.org'] }])
  expect(reach.sitesOf('ada')).toEqual(['*', 'example.org'])
})

it('when it is damaged nothing is allowed', async () => {
  await writeFile(file, '{"ada":')
  expect((await openReach(file)).sitesOf('ada')).toEqual([])
})
