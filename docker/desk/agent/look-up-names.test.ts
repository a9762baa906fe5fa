// The file changes the program that loads it: a program of its own is asked what it finds.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const loaded = join(import.meta.dirname, 'look-up-names.ts')

async function lookUp(name: string, options = 'undefined'): Promise<unknown> {
  const script = `import { lookup } from 'node:dns/promises'
    console.log(JSON.stringify(await lookup(${JSON.stringify(name)}, ${options})))`
  const { stdout } = await promisify(execFile)(process.execPath, [
    `--import=${loaded}`,
    '--input-type=module',
    '--eval',
    script,
  ])
  return JSON.parse(stdout)
}

it('answers for every site with the same public address, without asking anybody', async () => {
  const outside = { address: '11.0.0.1', family: 4 }
  expect(await lookUp('practice.example')).toEqual(outside)
  expect(await lookUp('no.such.name.invalid', '{ all: true }')).toEqual([outside])
})

it('looks up what is here as ever', async () => {
  expect(await lookUp('localhost', '{ family: 4 }')).toEqual({ address: '127.0.0.1', family: 4 })
  expect(await lookUp('10.1.2.3')).toEqual({ address: '10.1.2.3', family: 4 })
})
