// Takes pieces of any size from a stream in portions of the size one needs.

export interface ByteReader {
  /** Exactly so many bytes; fewer only at the end. */
  read: (count: number) => Promise<Buffer>
}

export function byteReader(source: AsyncIterable<Buffer>): ByteReader {
  const iterator = source[Symbol.asyncIterator]()
  let waiting: Buffer = Buffer.alloc(0)
  return {
    async read(count) {
      const parts: Buffer[] = []
      let missing = count
      while (missing > 0) {
        if (waiting.length === 0) {
          const next = await iterator.next()
          if (next.done) break
          waiting = next.value
        }
        const part = waiting.subarray(0, missing)
        waiting = waiting.subarray(part.length)
        missing -= part.length
        if (part.length > 0) parts.push(part)
      }
      const [only] = parts
      return parts.length === 1 && only ? only : Buffer.concat(parts)
    },
  }
}
