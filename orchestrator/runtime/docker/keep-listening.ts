// Listens to a stream of lines for as long as it is wanted: what breaks is opened again, soon at first and then at leisure.
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Listening {
  open: () => Promise<Readable>
  onLine: (line: string) => void
  onOpen?: () => void
  onBreak?: () => void
  /** Opened again when not even a sign of life came for so long. */
  silentAfterMs?: number
}

const firstRestMs = 100
const longestRestMs = 2_000
const longestLine = 1024 * 1024

/** Answers with how to stop it. */
export function keepListening(listening: Listening): () => void {
  const stopping = new AbortController()
  void listenAgain(listening, stopping.signal)
  return () => stopping.abort()
}

async function listenAgain(listening: Listening, signal: AbortSignal): Promise<void> {
  for (let restMs = firstRestMs; !signal.aborted; restMs = Math.min(restMs * 2, longestRestMs)) {
    const hasHeard = await listenOnce(listening, signal).catch(() => false)
    if (hasHeard) restMs = firstRestMs
    await sleep(restMs, undefined, { signal, ref: false }).catch(() => undefined)
  }
}

/** Answers whether it could be opened at all. */
async function listenOnce(
  { open, onLine, onOpen, onBreak, silentAfterMs }: Listening,
  signal: AbortSignal,
): Promise<boolean> {
  const stream = await open()
  const end = () => stream.destroy()
  signal.addEventListener('abort', end, { once: true })
  const patience = silentAfterMs === undefined ? undefined : setTimeout(end, silentAfterMs).unref()
  if (signal.aborted) end()
  else onOpen?.()
  try {
    for await (const line of linesOf(stream)) {
      patience?.refresh()
      if (line !== '' && !signal.aborted) onLine(line)
    }
  } catch {
    // It broke: whoever listens is told so below, and it is opened again.
  } finally {
    clearTimeout(patience)
    signal.removeEventListener('abort', end)
    stream.destroy()
    if (!signal.aborted) onBreak?.()
  }
  return true
}

export async function* linesOf(stream: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  /** In pieces until its end comes: a line that comes in crumbs is put together once. */
  let unfinished: string[] = []
  let length = 0
  for await (const chunk of stream) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    const [first = '', ...more] = text.split('\n')
    unfinished.push(first)
    length += first.length
    if (length > longestLine) throw new Error('A line has no end.')
    const rest = more.pop()
    if (rest === undefined) continue
    yield unfinished.join('')
    yield* more
    unfinished = [rest]
    length = rest.length
  }
}
