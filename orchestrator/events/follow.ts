// One reader of one company's events: what they have seen, and the stream it is written to.
import type { ServerResponse } from 'node:http'
import type { Follower } from '#lib/live/may-follow.ts'
import type { NumberedEvent } from '#lib/live/read-events.ts'

export interface Reader {
  follower: Follower
  /** The last event this reader was sent. */
  lastId: number
  send: (event: NumberedEvent) => void
  /** Tells the reader to read everything anew. */
  reset: (atId: number) => void
  beat: () => void
  end: () => void
}

/** A reader that lags this far behind is dropped; it comes back with Last-Event-ID. */
const maxBufferedBytes = 2_000_000

export function openReader(response: ServerResponse, follower: Follower, lastId: number): Reader {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  })
  response.write('retry: 1000\n\n')
  const write = (text: string) => {
    if (response.writableLength > maxBufferedBytes) response.destroy()
    else response.write(text)
  }
  const reader: Reader = {
    follower,
    lastId,
    send(event) {
      if (event.id <= reader.lastId) return
      reader.lastId = event.id
      write(frame(event.id, event.event.event, dataFor(follower, event)))
    },
    reset(atId) {
      reader.lastId = atId
      write(frame(atId, 'reset', {}))
    },
    // An event, not a comment: browsers keep comments to themselves, and a page must know a dead connection from a quiet company.
    beat: () => write('event: beat\ndata: {}\n\n'),
    end: () => void response.end(),
  }
  return reader
}

function dataFor(follower: Follower, { event, unreadOf }: NumberedEvent): unknown {
  if (event.event !== 'employee') return event.data
  const unread = follower.userId ? (unreadOf?.get(follower.userId) ?? 0) : 0
  return { ...event.data, unread }
}

function frame(id: number, name: string, data: unknown): string {
  return `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}
