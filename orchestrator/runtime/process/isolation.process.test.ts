// What an employee can reach from its desk. Every denial stands beside a control that shows that the same question can be
// answered with yes.
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Installation, openInstallation, specForTest } from '#tests/support/desk-installation.ts'
import type { ProcessRuntime } from './create-process-runtime.ts'

let installation: Installation
let outside: string
const canary = 'canary-of-the-host'

beforeAll(async () => {
  process.env.DESKHAND_TEST_CANARY = canary
  outside = await mkdtemp(join(tmpdir(), 'deskhand-outside-'))
  await writeFile(join(outside, 'file'), canary)
  installation = await openInstallation()
  await writeFile(join(installation.home, 'secret'), canary)
  for (const deskId of ['ada', 'bob']) {
    await installation.runtime.make(specForTest(deskId))
    await installation.runtime.exec(deskId, ['sh', '-c', `echo diary of ${deskId} >~/diary`])
  }
})
afterAll(async () => {
  delete process.env.DESKHAND_TEST_CANARY
  await installation.close()
  await rm(outside, { recursive: true, force: true })
})

const ask = (script: string, runtime: ProcessRuntime = installation.runtime) =>
  runtime.exec('ada', ['sh', '-c', script])
const answer = async (script: string) => (await ask(script)).stdout.trim()

describe('a command at a desk', () => {
  it('answers with code and both outputs', async () => {
    expect(await ask('echo out; echo err >&2; exit 3')).toEqual({
      exitCode: 3,
      stdout: 'out\n',
      stderr: 'err\n',
    })
  })
  it('ends with all it started when its time is over', async () => {
    const result = await installation.runtime.exec('ada', ['sh', '-c', 'sleep 300 & sleep 300'], {
      timeoutMs: 300,
    })
    expect(result.exitCode).toBe(124)
  })
  it('is refused for a desk that does not exist', async () => {
    await expect(installation.runtime.exec('nobody', ['true'])).rejects.toMatchObject({ code: 'not_found' })
  })
})

const simplest = ['--unshare-user', '--unshare-pid', '--ro-bind', '/', '/', '--proc', '/proc', '--', 'true']

describe('behind the walls', () => {
  it('stands every desk, where bubblewrap works at all', () => {
    const works = spawnSync('bwrap', simplest).status === 0
    expect(installation.runtime.isolation, installation.runtime.whyNotIsolated).toBe(
      works ? 'bubblewrap' : 'none',
    )
  })

  // A machine without working bubblewrap says so; there is nothing to prove on it.
  const walled = (name: string, check: () => Promise<void>) =>
    it(name, async ({ skip }) => {
      if (installation.runtime.isolation === 'none')
        skip(`no sandbox here: ${installation.runtime.whyNotIsolated}`)
      await check()
    })

  walled('an employee reads and writes its own home', async () => {
    expect(await answer('cat ~/diary')).toBe('diary of ada')
  })
  walled("an employee sees neither the installation nor another one's home", async () => {
    const bob = join(installation.home, 'desks/bob/home/diary')
    for (const path of [join(installation.home, 'secret'), bob, join(outside, 'file')]) {
      expect((await ask(`cat ${path}`)).stderr).toContain('No such file')
    }
    expect(await answer('ls /home')).toBe('desk')
  })
  walled('an employee sees the keys of its desk and none of the host', async () => {
    const environment = await answer('env; cat /proc/*/environ 2>/dev/null | tr "\\0" "\\n"')
    expect(environment).toContain('key-of-ada')
    expect(environment).not.toContain(canary)
    expect(environment).not.toContain('key-of-bob')
    expect(environment).not.toMatch(/DATABASE_URL|SUPABASE|INSTALLATION_SECRET/)
  })
  walled('an employee sees no process but its own', async () => {
    const pids = (await answer('ls -d /proc/[0-9]*')).split('\n')
    expect(pids.length).toBeLessThan(6)
    expect((await ask(`kill -0 ${process.pid}`)).exitCode).not.toBe(0)
    expect((await ask('kill -0 $$')).exitCode).toBe(0)
  })
  walled('an employee changes neither the system nor its configuration', async () => {
    for (const path of ['/usr/x', '/etc/x', '/x', '/opt/openclaw/x', '/opt/desk/openclaw.json']) {
      expect((await ask(`echo x >>${path}`)).stderr).toMatch(/Read-only file system|Permission denied/)
    }
    expect(await answer('cat $OPENCLAW_CONFIG_PATH')).toContain('"gateway"')
    expect((await ask('echo x >/tmp/x && echo x >~/x')).exitCode).toBe(0)
  })
  walled('an employee is nobody special, at a host of its own name', async () => {
    expect(await answer('id -u; hostname; grep CapEff /proc/self/status')).toMatch(
      /^1000\ndesk\nCapEff:\s+0+$/,
    )
    expect((await ask('cat /etc/shadow; ls /etc/ssl/private')).stdout).toBe('')
  })
})

describe('without walls', () => {
  it('the runtime says so, and asks for desks to be made again for it', async () => {
    const open = await installation.second({ sandbox: false })
    expect([open.isolation, open.whyNotIsolated]).toEqual(['none', 'It is switched off.'])
    expect(await open.observe()).toMatchObject(
      installation.runtime.isolation === 'none' ? [{}, {}] : [{ configHash: '' }, { configHash: '' }],
    )
  })
  it('the same questions get an answer, so the walls are what denies them', async () => {
    const open = await installation.second({ sandbox: false })
    expect((await ask(`cat ${join(installation.home, 'secret')}`, open)).stdout).toBe(canary)
    expect((await ask('env', open)).stdout).not.toContain(canary)
  })
})
