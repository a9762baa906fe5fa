// The browser of the browser tests: the machine's own Chromium, else the one that an npm package carries.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

export interface Chromium {
  executablePath: string
  args: string[]
  /** Where the carried browser finds its libraries and fonts; empty for the machine's own. */
  env: Record<string, string>
}

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const macPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

function installedBrowser(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const places = commands.flatMap((command) => folders.map((folder) => join(folder, command)))
  return [...places, ...macPlaces].find((place) => existsSync(place))
}

const modules = join(import.meta.dirname, '../../node_modules')
const unpack = "import chromium from '@sparticuz/chromium'; await chromium.executablePath()"

/** The package unpacks into TMPDIR, its libraries only where it believes to run on Lambda; a rename makes the result whole or absent. */
async function unpackInto(folder: string) {
  await mkdir(join(modules, '.cache'), { recursive: true })
  const part = await mkdtemp(join(modules, '.cache', 'chromium-part-'))
  const env = { ...process.env, TMPDIR: part, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', unpack], {
    cwd: join(modules, '..'),
    env,
  })
  await rename(part, folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
  await rm(part, { recursive: true, force: true })
}

/** About 200 MB, unpacked once per installation. */
export async function carriedChromium(): Promise<Chromium> {
  const folder = join(modules, '.cache', 'chromium')
  if (!existsSync(join(folder, 'chromium'))) await unpackInto(folder)
  const unpacked = await readdir(folder)
  return {
    executablePath: join(folder, 'chromium'),
    args: [...args, '--headless=shell'],
    env: {
      ...(unpacked.includes('al2023') && { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') }),
      ...(unpacked.includes('fonts') && { FONTCONFIG_PATH: join(folder, 'fonts') }),
    },
  }
}

export async function findChromium(): Promise<Chromium> {
  const executablePath = installedBrowser()
  return executablePath ? { executablePath, args, env: {} } : carriedChromium()
}
