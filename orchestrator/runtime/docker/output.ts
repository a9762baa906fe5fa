// The engine sends both outputs of a container in one stream of frames: 8 bytes of head, then what was printed.

const headBytes = 8
const sizeAt = 4
const standardError = 2

export interface Output {
  stdout: string
  stderr: string
}

/** Both outputs, as they came. */
export function textsIn(framed: Buffer): string {
  return framesIn(framed)
    .map(({ text }) => text.toString('utf8'))
    .join('')
}

function framesIn(framed: Buffer): { isError: boolean; text: Buffer }[] {
  const frames = []
  for (let at = 0; at + headBytes <= framed.length; ) {
    const sizeBytes = framed.readUInt32BE(at + sizeAt)
    const start = at + headBytes
    frames.push({ isError: framed[at] === standardError, text: framed.subarray(start, start + sizeBytes) })
    at = start + sizeBytes
  }
  return frames
}

/** Keeps as much of each output as may be kept, and takes in the rest. */
export async function collectOutput(stream: AsyncIterable<Buffer>, limitBytes: number): Promise<Output> {
  const kept = { stdout: keeper(limitBytes), stderr: keeper(limitBytes) }
  for await (const { isError, text } of frames(stream)) (isError ? kept.stderr : kept.stdout).add(text)
  return { stdout: kept.stdout.text(), stderr: kept.stderr.text() }
}

/** What is printed to the first output, as it comes; the second one goes to `onError`. */
export async function* firstOutput(
  stream: AsyncIterable<Buffer>,
  onError: (text: Buffer) => void,
): AsyncGenerator<Buffer> {
  for await (const { isError, text } of frames(stream)) {
    if (isError) onError(text)
    else yield text
  }
}

async function* frames(stream: AsyncIterable<Buffer>): AsyncGenerator<{ isError: boolean; text: Buffer }> {
  let rest: Buffer = Buffer.alloc(0)
  let left = 0
  let isError = false
  for await (const chunk of stream) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (;;) {
      if (left === 0) {
        if (rest.length < headBytes) break
        isError = rest[0] === standardError
        left = rest.readUInt32BE(sizeAt)
        rest = rest.subarray(headBytes)
        continue
      }
      if (rest.length === 0) break
      const text = rest.subarray(0, left)
      left -= text.length
      rest = rest.subarray(text.length)
      yield { isError, text }
    }
  }
}

function keeper(limitBytes: number) {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  return {
    add: (text: Buffer) => {
      const part = text.subarray(0, limitBytes - sizeBytes)
      sizeBytes += part.length
      if (part.length > 0) chunks.push(Buffer.from(part))
    },
    text: () => Buffer.concat(chunks).toString('utf8'),
  }
}
