// The workspace of a real desk, behind its walls.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Installation, openInstallation, specForTest } from '#tests/support/desk-installation.ts'
import type { Work } from './work.ts'
import { deskWorkspace, type Workspace } from './workspaces.ts'

let installation: Installation
let workspace: Workspace

const work: Work = {
  runId: 'a run',
  taskId: 'a task',
  companyId: 'a company',
  number: 12,
  title: 'Make a page',
  description: '',
  checks: [],
  summary: '',
  result: null,
  employee: null,
  ageMs: 0,
  tries: 0,
}
const atDesk = (script: string) =>
  installation.runtime.exec('ada', ['bash', '-c', `cd ~/.openclaw/workspace && ${script}`])

beforeAll(async () => {
  installation = await openInstallation()
  await installation.runtime.prepare(() => undefined)
  await installation.runtime.make(specForTest('ada'))
  workspace = deskWorkspace(installation.runtime, 'ada', work)
  await atDesk('mkdir -p tasks/12 && echo "<h1>Hello</h1>" >tasks/12/index.html')
})
afterAll(() => installation.close())

it('shows what the run left, in its own folder first', async () => {
  expect(await workspace.file('index.html')).toEqual({
    place: 'tasks/12/index.html',
    kind: 'file',
    sizeBytes: 15,
    text: '<h1>Hello</h1>\n',
  })
  expect(await workspace.file('SOUL.md')).toMatchObject({ place: 'SOUL.md' })
  expect(await workspace.file('tasks')).toMatchObject({ kind: 'folder' })
  expect(await workspace.file('other.html')).toBe('missing')
})

it('reads a large file as far as it is looked at, and no pipe for ever', async () => {
  await atDesk('head -c 3000000 /dev/zero >tasks/12/large && mkfifo tasks/12/pipe')
  expect(await workspace.file('large')).toMatchObject({ sizeBytes: 3_000_000, text: '\0'.repeat(1_000_000) })
  expect(await workspace.file('pipe')).toMatchObject({ outcome: 'error' })
})

it('runs commands in the folder of the run, without the keys of the desk, until their time is over', async () => {
  expect(await workspace.run('cat index.html', 10_000)).toMatchObject({
    exitCode: 0,
    stdout: '<h1>Hello</h1>\n',
  })
  expect(await workspace.run('env', 10_000)).toMatchObject({ stdout: expect.not.stringContaining('-of-ada') })
  expect(await workspace.run('exit 7', 10_000)).toMatchObject({ exitCode: 7 })
  expect(await workspace.run('sleep 60', 500)).toMatchObject({ exitCode: 124 })
})

it('of a desk that is not there says so', async () => {
  const nowhere = deskWorkspace(installation.runtime, 'nobody', work)
  expect(await nowhere.file('index.html')).toMatchObject({ outcome: 'error', mayPass: true })
})
