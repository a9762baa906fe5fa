// A desk that eats what it can: processes, memory, disk. It hurts itself, its neighbour goes on, and what happened is told.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type DockerDesks, openDockerDesks } from '#tests/support/docker-desks.ts'

let desks: DockerDesks
let ada: string
let bob: string
beforeAll(async () => {
  desks = await openDockerDesks({ homeMebibytes: 64, memoryMebibytes: 1536 })
  ;[ada, bob] = await Promise.all([desks.start(), desks.start()])
})
afterAll(() => desks?.close())

const patiently = { timeout: 120_000, interval: 500 }
const perl = (program: string) => desks.exec(ada, ['perl', '-e', program], { timeoutMs: 90_000 })

/** While the bomb goes off next door. */
async function neighbourAnswers(): Promise<void> {
  const { stdout, exitCode } = await desks.exec(bob, ['sh', '-c', 'echo here; ls /home/desk >/dev/null'])
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'here\n' })
  expect((await desks.status(bob)).state).toBe('ready')
}

describe('a bomb', () => {
  it('of processes ends at the limit', async () => {
    const bomb = perl(
      'my $n = 0; my @p; while (defined(my $p = fork)) { if (!$p) { sleep 15; exit } push @p, $p; $n++; last if $n > 2000 } print $n; kill 9, @p',
    )
    await neighbourAnswers()
    const made = Number((await bomb).stdout)
    expect(made).toBeGreaterThan(10)
    expect(made).toBeLessThan(512)
    await vi.waitFor(async () => expect((await desks.status(ada)).state).toBe('ready'), patiently)
  })

  it('of memory kills a process of its own desk, and is told', async () => {
    const before = (await desks.status(ada)).memory.oomKills
    const bomb = perl('my @m; push @m, "x" x (16 * 1024 * 1024) for 1..400; print "ate it all"')
    await neighbourAnswers()
    expect((await bomb).stdout).not.toContain('ate it all')
    await vi.waitFor(async () => {
      const { memory, state } = await desks.status(ada)
      expect(memory.oomKills).toBeGreaterThan(before)
      expect(state).toBe('ready')
    }, patiently)
    expect((await desks.status(bob)).memory.oomKills).toBe(0)
  })

  it('of files is stopped when the home is over its limit, and is told', async () => {
    // Gone from its parent, as programs do that want to outlive the command they came with.
    const filler =
      'my $block = "x" x (1024 * 1024); for my $n (1..600) { open(my $f, ">", "/home/desk/workspace/fill$n") or last; for (1..4) { syswrite($f, $block) or last } close $f; select(undef, undef, undef, 0.1) } open(my $done, ">", "/tmp/filled")'
    await desks.exec(ada, ['sh', '-c', `setsid perl -e '${filler}' >/dev/null 2>&1 &`])
    const isWriting = async () =>
      (await desks.exec(ada, ['sh', '-c', 'cat /proc/[0-9]*/comm'])).stdout.split('\n').includes('perl')
    expect(await isWriting()).toBe(true)
    await neighbourAnswers()
    await vi.waitFor(async () => {
      expect((await desks.status(ada)).failure?.code).toBe('home_full')
      expect(await isWriting()).toBe(false)
    }, patiently)
    const { stdout } = await desks.exec(ada, [
      'sh',
      '-c',
      'ls /tmp/filled 2>&1; rm -f /home/desk/workspace/fill*',
    ])
    expect(stdout).toContain('No such file')
    expect((await desks.status(ada)).state).toBe('ready')
    await neighbourAnswers()
    await vi.waitFor(async () => expect((await desks.status(ada)).failure).toBeNull(), patiently)
  })
})
