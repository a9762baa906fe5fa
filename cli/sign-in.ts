// Where and as whom: from the environment, else what `deskhand login` has kept in a file that only its owner can read.
import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Connection, readSiteUrl } from '#lib/wire/client.ts'
import type { CliEnvironment } from './env.ts'
import { UsageError } from './exit-code.ts'

const kept = z.object({ siteUrl: z.string(), key: z.string() })

const fileIn = (configDir: string) => join(configDir, 'sign-in.json')

/** @throws UsageError when nobody has signed in. */
export async function connectionOf(environment: CliEnvironment): Promise<Connection> {
  const { siteUrl, key } = await readSignIn(environment)
  if (siteUrl === '' || key === '')
    throw new UsageError(
      'You are not signed in. Run `deskhand login`, or set DESKHAND_URL and DESKHAND_API_KEY.',
    )
  return { siteUrl: siteOf(siteUrl), key, userAgent: `deskhand/${environment.version}` }
}

/** A key from the environment never travels to the address of another sign-in, nor the other way round. */
async function readSignIn({ siteUrl, key, configDir }: CliEnvironment): Promise<z.output<typeof kept>> {
  if (siteUrl !== '' && key !== '') return { siteUrl, key }
  const found = await readKept(configDir)
  if (!found) return { siteUrl, key }
  if (siteUrl !== '' && siteOf(siteUrl) !== found.siteUrl) return { siteUrl, key }
  return { siteUrl: found.siteUrl, key: siteUrl === '' ? found.key : key || found.key }
}

export function siteOf(text: string): string {
  try {
    return readSiteUrl(text)
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'This is no address.')
  }
}

async function readKept(configDir: string): Promise<z.output<typeof kept> | undefined> {
  try {
    return kept.parse(JSON.parse(await readFile(fileIn(configDir), 'utf8')))
  } catch {
    return undefined
  }
}

export async function keepSignIn(configDir: string, { siteUrl, key }: Connection): Promise<string> {
  await mkdir(configDir, { recursive: true, mode: 0o700 })
  const file = fileIn(configDir)
  const draft = `${file}.${randomUUID()}`
  await writeFile(draft, `${JSON.stringify({ siteUrl, key }, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  await rename(draft, file)
  return file
}

export async function forgetSignIn(configDir: string): Promise<void> {
  await rm(fileIn(configDir), { force: true })
}
