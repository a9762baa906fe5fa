// Opens folders below a root without following a link, whatever the employee does to the tree meanwhile. Node has no openat;
// on Linux a path through /proc/self/fd is one. Elsewhere every part is looked at first, which a racing process could cheat.
import { constants } from 'node:fs'
import { type FileHandle, lstat, mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { isNoFile } from '../read-json.ts'

export interface OpenFolder {
  /** Names a direct child: pass it one plain name. */
  child: (name: string) => string
  close: () => Promise<void>
}

const asFolder = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW
const hasProc = process.platform === 'linux'

/** Makes what is missing. What stands in the way (a link, a file) is moved aside under a name of its own, never followed. */
export async function openBeneath(root: string, parts: string[]): Promise<OpenFolder> {
  let folder = await openFolder(root)
  for (const part of parts) {
    const path = folder.child(part)
    try {
      await makeRealFolder(path)
      const next = await openFolder(path)
      await folder.close()
      folder = next
    } catch (error) {
      await folder.close()
      throw error
    }
  }
  return folder
}

async function openFolder(path: string): Promise<OpenFolder> {
  const handle: FileHandle = await open(path, asFolder)
  const place = hasProc ? `/proc/self/fd/${handle.fd}` : path
  return { child: (name) => join(place, name), close: () => handle.close() }
}

async function makeRealFolder(path: string): Promise<void> {
  const found = await lstat(path).catch((error: unknown) => {
    if (isNoFile(error)) return undefined
    throw error
  })
  if (found?.isDirectory()) return
  if (found) await rename(path, `${path}.moved-aside-${Date.now()}`)
  await mkdir(path, { mode: 0o755 })
}
