// Server-sent events as a program reads them, with the time each arrived.

export interface ReceivedEvent {
  id: number | undefined
  event: string
  data: string
  /** On the clock of performance.now(). */
  atMs: number
}

export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ReceivedEvent> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const piece of body) {
    const atMs = performance.now()
    const frames = (rest + decoder.decode(piece, { stream: true })).split('\n\n')
    rest = frames.pop() ?? ''
    for (const frame of frames) {
      const event = readFrame(frame, atMs)
      if (event) yield event
    }
  }
}

/** Comments and retry times are no events. */
function readFrame(frame: string, atMs: number): ReceivedEvent | undefined {
  const fields = new Map(frame.split('\n').map((line) => fieldOf(line)))
  const event = fields.get('event')
  if (event === undefined) return undefined
  const id = fields.get('id')
  return { id: id === undefined ? undefined : Number(id), event, data: fields.get('data') ?? '', atMs }
}

function fieldOf(line: string): [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon), line.slice(colon + 1).trimStart()]
}
