// Fans the events of each company out to its readers over SSE. NOTIFY only says that there is something: each company's events
// are read once by id, in order, for all its readers; whoever comes late or comes back catches up by id first.
import { type Follower, mayFollow } from '#lib/live/may-follow.ts'
import { canResume, latestEventId, latestEventIds, readEventsAfter } from '#lib/live/read-events.ts'
import type { Log } from '#orchestrator/log.ts'
import type { Reader } from './follow.ts'
import type { HintListener } from './listen-hints.ts'

const heartbeatMs = 15_000
/** Removed members and ended keys lose their stream within this time even where no hint arrives. */
const sweepMs = 4_000
/** What was written without a hint, or whose hint was lost, is found within this time. */
const lookMs = 2_000

interface Channel {
  companyId: string
  readers: Set<Reader>
  /** How many are still catching up: they count on this very channel. */
  joining: number
  lastId: number
  isReading: boolean
  isDirty: boolean
}

export interface EventStream {
  /** Sends a reader everything after its `lastId`, then keeps it up to date. */
  join: (reader: Reader) => Promise<void>
  leave: (reader: Reader) => void
  readers: () => number
  close: () => void
}

export function streamEvents({ hints, log }: { hints: HintListener; log: Log }): EventStream {
  const channels = new Map<string, Channel>()
  const readAll = () => {
    for (const channel of channels.values()) void pump(channel, log)
  }
  const look = async () => {
    const latest = await latestEventIds([...channels.keys()])
    for (const channel of channels.values()) {
      if ((latest.get(channel.companyId) ?? 0) > channel.lastId) void pump(channel, log)
    }
  }
  const everyReader = () => [...channels.values()].flatMap((channel) => [...channel.readers])
  const check = (readers: Reader[]) =>
    endUnwelcome(readers).catch((error: unknown) =>
      log.warn({ err: error }, 'Could not check who may follow'),
    )
  const unsubscribe = hints.subscribe({
    hint: (hint) => {
      const channel = hint.companyId ? channels.get(hint.companyId) : undefined
      if (!channel) return
      void pump(channel, log)
      if (hint.kind === 'member' || hint.kind === 'api_key') void check([...channel.readers])
    },
    resync: readAll,
  })
  const heartbeat = setInterval(() => {
    for (const reader of everyReader()) reader.beat()
  }, heartbeatMs)
  const looking = setInterval(() => {
    if (channels.size > 0)
      look().catch((error: unknown) => log.warn({ err: error }, 'Could not look for events'))
  }, lookMs)
  const sweep = setInterval(() => void check(everyReader()), sweepMs)
  return {
    async join(reader) {
      const channel = channelOf(channels, reader)
      channel.joining += 1
      try {
        await catchUp(reader, channel)
        channel.readers.add(reader)
      } finally {
        channel.joining -= 1
        closeWhenEmpty(channels, channel)
      }
      void pump(channel, log)
    },
    leave(reader) {
      const channel = channels.get(reader.follower.companyId)
      channel?.readers.delete(reader)
      if (channel) closeWhenEmpty(channels, channel)
    },
    readers: () => everyReader().length,
    close() {
      clearInterval(heartbeat)
      clearInterval(sweep)
      clearInterval(looking)
      unsubscribe()
      for (const reader of everyReader()) reader.end()
      channels.clear()
    },
  }
}

function channelOf(channels: Map<string, Channel>, reader: Reader): Channel {
  const { companyId } = reader.follower
  const known = channels.get(companyId)
  if (known) return known
  const channel = {
    companyId,
    readers: new Set<Reader>(),
    joining: 0,
    lastId: reader.lastId,
    isReading: false,
    isDirty: false,
  }
  channels.set(companyId, channel)
  return channel
}

function closeWhenEmpty(channels: Map<string, Channel>, { companyId, readers, joining }: Channel): void {
  if (readers.size + joining === 0) channels.delete(companyId)
}

/** Reads for one reader until it has seen what the channel has seen. */
async function catchUp(reader: Reader, channel: Channel): Promise<void> {
  const latest = await latestEventId(channel.companyId)
  if (!(await canResume(reader.lastId))) reader.reset(latest)
  // A reader may name any id. One that is not of this company yet may still be of an event that commits late.
  reader.lastId = Math.min(reader.lastId, latest)
  channel.lastId = Math.min(channel.lastId, latest)
  for (;;) {
    const seenByChannel = channel.lastId
    const batch = await readEventsAfter(channel.companyId, reader.lastId)
    for (const event of batch.events) reader.send(event)
    reader.lastId = Math.max(reader.lastId, batch.lastId)
    if (!batch.hasMore && channel.lastId === seenByChannel) return
  }
}

/** Reads what is new and sends it to all. One read at a time; a hint during it causes another. */
async function pump(channel: Channel, log: Log): Promise<void> {
  channel.isDirty = true
  if (channel.isReading) return
  channel.isReading = true
  try {
    while (channel.isDirty && channel.readers.size > 0) {
      channel.isDirty = false
      const batch = await readEventsAfter(channel.companyId, channel.lastId)
      channel.lastId = batch.lastId
      for (const event of batch.events) for (const reader of channel.readers) reader.send(event)
      if (batch.hasMore) channel.isDirty = true
    }
  } catch (error) {
    // The next hint, or the resync after the database is back, reads on from the same id.
    log.warn({ err: error, companyId: channel.companyId }, 'Could not read events')
  } finally {
    channel.isReading = false
  }
}

async function endUnwelcome(readers: Reader[]): Promise<void> {
  if (readers.length === 0) return
  const may = await mayFollow(readers.map((reader) => reader.follower))
  readers.forEach((reader, place) => {
    if (may[place] === false) reader.end()
  })
}

/** Whether this follower may begin at all. */
export async function isWelcome(follower: Follower): Promise<boolean> {
  const [may] = await mayFollow([follower])
  return may === true
}
