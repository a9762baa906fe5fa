// Reads a tar stream entry by entry. Whatever is wrong with it is a refusal; what is wrong with the disk stays what it is.
import { pipeline, Readable } from 'node:stream'
import { extract, type Header } from 'tar-stream'
import { AppError } from '#lib/errors.ts'
import { ArchiveRefused } from './refusal.ts'

export interface TarEntry {
  header: Pick<Header, 'name' | 'size' | 'mode' | 'mtime'> & {
    /** Something else for kinds that tar knows and a home does not. */
    type: string | null
    linkname: string | null
  }
  content: AsyncIterable<Buffer>
}

/** Each entry must be read to its end before the next one is asked for. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const tar = extract()
  const reading = Readable.from(source, { objectMode: false })
  pipeline(reading, tar, () => undefined)
  try {
    for await (const entry of tar) yield { header: entry.header, content: bytesOf(entry) }
  } catch (error) {
    throw isOurs(error) ? error : new ArchiveRefused('damaged', undefined, error)
  } finally {
    reading.destroy()
  }
}

async function* bytesOf(entry: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  for await (const piece of entry) if (Buffer.isBuffer(piece)) yield piece
}

export async function drain(content: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of content);
}

/** Refusals, and what the operating system says. What zlib and the reader of tar throw is about the content. */
function isOurs(error: unknown): boolean {
  return error instanceof AppError || (error instanceof Error && 'syscall' in error)
}
