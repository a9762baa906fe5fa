// A path through the product, station by station: how long each took, and what was to be seen there.
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from './browser.ts'

const pictures = join(import.meta.dirname, '../../docs/pictures')
const mostPictureBytes = 250_000

/** Set to renew the pictures of the documents. */
export const renewsPictures = process.env.DESKHAND_UPDATE_PICTURES === '1'

export interface Stations {
  /** Notes the time since the station before, and takes a picture. */
  reached: (name: string, page: Page) => Promise<void>
  /** Prints the times. The pictures stay where something went wrong or they were asked for. */
  close: (hasFailed: boolean) => Promise<void>
}

export async function openStations(): Promise<Stations> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-stations-'))
  const past: { station: string; seconds: number }[] = []
  let since = performance.now()
  return {
    async reached(name, page) {
      past.push({ station: name, seconds: Math.round((performance.now() - since) / 100) / 10 })
      const number = String(past.length).padStart(2, '0')
      await page.screenshot({ path: join(folder, `${number} ${name}.png`) })
      since = performance.now()
    },
    async close(hasFailed) {
      console.table(past)
      if (hasFailed || renewsPictures) console.log(`Pictures of the stations: ${folder}`)
      else await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A picture for the documents, small enough for a repository. */
export async function renewPicture(page: Page, name: string): Promise<void> {
  await mkdir(pictures, { recursive: true })
  const file = join(pictures, `${name}.png`)
  await writeFile(file, await page.screenshot({ animations: 'disabled', caret: 'hide' }))
  const { size } = await stat(file)
  if (size > mostPictureBytes) throw new Error(`${file} has ${size} bytes, more than ${mostPictureBytes}`)
}
