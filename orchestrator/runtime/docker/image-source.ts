// A folder of docker/ as the engine gets it, and the name that its content gives to the image built from it.
import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pack } from 'tar-stream'

interface SourceFile {
  /** Below the folder, with forward slashes. */
  path: string
  content: Buffer
  isProgram: boolean
}

export interface ImageSource {
  /** Changes with every byte that goes into the image. */
  hash: string
  /** A build context. */
  tar: () => Readable
}

export async function readImageSource(
  folder: string,
  buildArgs: Record<string, string> = {},
): Promise<ImageSource> {
  const files = await readFiles(folder)
  const hash = createHash('sha256')
  for (const { path, content, isProgram } of files) {
    hash.update(`${path}\0${isProgram}\0${content.length}\0`).update(content)
  }
  hash.update(JSON.stringify(Object.entries(buildArgs).sort()))
  return { hash: hash.digest('hex').slice(0, 16), tar: () => tarOf(files) }
}

/** Tests lie beside what they test; no image holds them. */
const isLeftOut = (name: string) => /\.test\.ts$|^node_modules$|^testing$|\.md$/.test(name)

async function readFiles(folder: string): Promise<SourceFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !relative(folder, path).split(sep).some(isLeftOut))
    .sort()
  return await Promise.all(
    paths.map(async (path) => {
      const [content, { mode }] = await Promise.all([readFile(path), stat(path)])
      return { path: relative(folder, path).split(sep).join('/'), content, isProgram: (mode & 0o100) !== 0 }
    }),
  )
}

/** The same bytes each time, so that the engine's cache holds. */
function tarOf(files: SourceFile[]): Readable {
  const tar = pack()
  for (const { path, content, isProgram } of files) {
    tar.entry({ name: path, mode: isProgram ? 0o755 : 0o644, mtime: new Date(0) }, content)
  }
  tar.finalize()
  return Readable.from(tar, { objectMode: false })
}
