// One connection to the gateway of each ready desk of this host, also of those that wait for somebody to be hired.
import { sql } from 'kysely'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import type { Log } from '../log.ts'
import type { DeskRuntime, GatewayAddress } from '../runtime/desk-runtime.ts'
import { connectGateway, type GatewayConnection } from './connect.ts'
import type { DeskQuestion } from './questions.ts'
import type { TurnEvent } from './turn-event.ts'
import { warmUpSession, warmUpThrough } from './warm-up.ts'

export interface Lines {
  /** Opens and closes lines so that they fit the desks. False while one that should be open is not. */
  look: () => Promise<boolean>
  /** Open or coming back; undefined where there is none. */
  of: (deskId: string) => GatewayConnection | undefined
  ofEmployee: (employeeId: string) => GatewayConnection | undefined
  /** Open, to a gateway that can answer. */
  isOpen: (employeeId: string) => boolean
  /** Has a gateway that was just started do its first turn, once, while nobody waits for one. */
  warmUp: (employeeId: string) => void
  listen: (listener: LineListener) => void
  close: () => Promise<void>
}

export interface LineOptions {
  hostName: string
  runtime: DeskRuntime
  /** Its gateway is of no use any more until it is restarted. */
  onLostMemory: (deskId: string) => void
  log: Log
}

export interface LineListener {
  onChange: (employeeId: string) => void
  onTurn: (employeeId: string, sessionKey: string, event: TurnEvent) => void
  onQuestion?: (employeeId: string, question: DeskQuestion) => void
}

interface Line {
  /** null: a warm desk. */
  employeeId: string | null
  address: GatewayAddress
  connection: GatewayConnection
  needsWarmUp: boolean
  /** When the gateway at its other end last said that it cannot reach its memory. */
  lostMemoryAt?: number | undefined
}

interface ReadyDesk {
  deskId: string
  employeeId: string | null
  isFresh: boolean
}

const connectTimeoutMs = 5_000
/** Should a gateway that lost its memory not be restarted by then, it is asked again, and says so again. */
const restartWithinMs = 30_000

export function keepLines(options: LineOptions): Lines {
  const lines = new Map<string, Line>()
  const opening = new Set<string>()
  const listeners: LineListener[] = []
  let isClosed = false

  /** Whoever sits there now. */
  function tell(line: Line): void {
    if (line.employeeId === null) return
    for (const { onChange } of listeners) onChange(line.employeeId)
  }

  async function open({ deskId, employeeId, isFresh }: ReadyDesk): Promise<void> {
    if (opening.has(deskId) || isClosed) return
    opening.add(deskId)
    try {
      const address = await options.runtime.gateway(deskId)
      const connection = await connectGateway({ ...address, log: options.log, connectTimeoutMs })
      if (isClosed) return await connection.close()
      // A warm desk has done its first turn before it waits for anybody.
      const line: Line = { employeeId, address, connection, needsWarmUp: isFresh && employeeId !== null }
      connection.onTurn('*', (event, sessionKey) => {
        if (line.employeeId === null || sessionKey === warmUpSession) return
        for (const { onTurn } of listeners) onTurn(line.employeeId, sessionKey, event)
      })
      connection.onQuestion((question) => {
        if (line.employeeId === null) return
        for (const { onQuestion } of listeners) onQuestion?.(line.employeeId, question)
      })
      connection.onLostMemory(() => {
        line.lostMemoryAt = Date.now()
        options.onLostMemory(deskId)
      })
      connection.onState(() => {
        // What comes next may be another process.
        line.lostMemoryAt = undefined
        tell(line)
      })
      lines.set(deskId, line)
      tell(line)
    } catch (error) {
      options.log.debug({ err: error, deskId }, 'A desk does not answer yet')
    } finally {
      opening.delete(deskId)
    }
  }

  async function close(deskId: string): Promise<void> {
    const line = lines.get(deskId)
    if (!line) return
    lines.delete(deskId)
    await line.connection.close()
    tell(line)
  }

  /** A gateway that was made again may listen elsewhere and want another token. */
  async function hasMoved(deskId: string, { address, connection }: Line): Promise<boolean> {
    if (connection.state === 'open') return false
    const now = await options.runtime.gateway(deskId)
    return now.url !== address.url || now.token !== address.token
  }

  return {
    async look() {
      const ready = await readReadyDesks(options.hostName)
      const wanted = new Set(ready.map(({ deskId }) => deskId))
      for (const deskId of lines.keys()) if (!wanted.has(deskId)) await close(deskId)
      for (const desk of ready) {
        const { deskId, employeeId } = desk
        const line = lines.get(deskId)
        if (line && (await hasMoved(deskId, line).catch(() => true))) await close(deskId)
        if (!lines.has(deskId)) void open(desk)
        else if (line && line.employeeId !== employeeId) tell(Object.assign(line, { employeeId }))
      }
      return ready.every(({ deskId }) => lines.get(deskId)?.connection.state === 'open')
    },
    of: (deskId) => lines.get(deskId)?.connection,
    ofEmployee: (employeeId) =>
      [...lines.values()].find((line) => line.employeeId === employeeId)?.connection,
    isOpen: (employeeId) =>
      [...lines.values()].some((line) => line.employeeId === employeeId && isOfUse(line)),
    warmUp(employeeId) {
      for (const line of lines.values()) {
        if (line.employeeId !== employeeId || !line.needsWarmUp || line.connection.state !== 'open') continue
        line.needsWarmUp = false
        warmUpThrough(line.connection).catch((error: unknown) =>
          options.log.debug({ err: error, employeeId }, 'A desk could not be warmed up'),
        )
      }
    },
    listen: (listener) => void listeners.push(listener),
    async close() {
      isClosed = true
      await Promise.all([...lines.keys()].map(close))
    },
  }
}

function isOfUse({ connection, lostMemoryAt }: Line): boolean {
  const isLost = lostMemoryAt !== undefined && Date.now() - lostMemoryAt < restartWithinMs
  return connection.state === 'open' && !isLost
}

/** Just started, and with nothing to take up again: a gateway that goes on with an interrupted turn is not kept from it. */
const isFresh = sql<boolean>`coalesce(desks.ready_at > now() - interval '1 minute', false)
  and not exists (select from messages where messages.employee_id = desks.employee_id and messages.author = 'employee'
    and (messages.status = 'streaming' or messages.finished_at > now() - interval '4 minutes'))
  and not exists (select from runs where runs.employee_id = desks.employee_id
    and (runs.ended_at is null or runs.ended_at > now() - interval '4 minutes'))`.as('isFresh')

/** Also of generations that are to be replaced: an answer may still come from there. */
function readReadyDesks(hostName: string): Promise<ReadyDesk[]> {
  return transactAsOrchestrator((tx) =>
    tx
      .selectFrom('desks')
      .innerJoin('hosts', 'hosts.id', 'desks.hostId')
      .where('hosts.name', '=', hostName)
      .where('desks.observedState', '=', 'ready')
      .select(['desks.id as deskId', 'desks.employeeId'])
      .select(isFresh)
      .execute(),
  )
}
