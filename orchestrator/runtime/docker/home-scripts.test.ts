import { execFile } from 'node:child_process'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeReadable, moveIn, unlock } from './home-scripts.ts'

const run = promisify(execFile)
/** As at a desk: nobody who may open every folder. */
const nobody = 65_534
const owner = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'home-'))
  if (owner.uid !== undefined) await chown(home, nobody, nobody)
})
afterEach(async () => {
  await sh(unlock, home)
  await rm(home, { recursive: true, force: true })
})

async function sh(script: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('/bin/sh', ['-euc', script, 'sh', ...args], { cwd: '/', ...owner })
  return stdout.trim()
}

const inHome = (script: string) => sh(`cd "$1"; ${script}`, home)

describe('a home with locked folders', () => {
  it('can be read to be packed, and nothing that a link leads to is opened', async () => {
    await inHome('mkdir -p a/b; echo x > a/b/f; chmod 000 a/b/f a/b a; ln -s /etc/shadow link; chmod 000 .')
    await expect(inHome('tar --create --file=/dev/null .')).rejects.toThrow()
    await sh(makeReadable, home)
    expect(await inHome('tar --create --file=- . | tar --list | sort | tr "\\n" " "')).toBe(
      './ ./a/ ./a/b/ ./a/b/f ./link',
    )
  })

  it('is replaced whole, and keeps the modes of what is put back', async () => {
    await inHome(
      'mkdir -p old/cache; echo x > old/cache/f; chmod 555 old/cache; chmod 000 old; echo y > .dot',
    )
    await inHome(
      'mkdir -p .draft/ro .draft/.hidden; echo new > .draft/ro/f; echo z > .draft/top; chmod 555 .draft/ro',
    )
    await sh(unlock, home)
    await inHome('chmod 555 .draft/ro')
    await sh(moveIn, home, '.draft')
    expect(await inHome('find . -mindepth 1 | sort | tr "\\n" " "; stat -c %a ro; cat ro/f')).toBe(
      './.hidden ./ro ./ro/f ./top 555\nnew',
    )
  })
})
