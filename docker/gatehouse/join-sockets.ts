// Two connections become one: bytes both ways with back-pressure, an end passed on as an end, and an end to waiting.
import type { Socket } from 'node:net'
import type { Passage } from './passages.ts'

export interface Patience {
  /** Without a byte in either direction; 0 waits for ever. */
  idleMs: number
  /** The same once one side has said all it had to say. */
  halfOpenMs: number
}

export function joinSockets(a: Socket, b: Socket, passage: Passage, patience: Patience): void {
  const end = () => {
    a.destroy()
    b.destroy()
  }
  passage.signal.addEventListener('abort', end)
  if (passage.signal.aborted) end()
  let open = 2
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    from.pipe(to)
    from.setTimeout(patience.idleMs, passage.close)
    from.once('end', () => {
      from.setTimeout(patience.halfOpenMs)
      to.setTimeout(patience.halfOpenMs)
    })
    from.on('error', passage.close)
    from.once('close', () => {
      open -= 1
      // What it said last is still on its way to the other side, which ends by itself or by losing patience.
      if (!from.readableEnded || open === 0) passage.close()
    })
  }
}
