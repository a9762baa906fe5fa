// Who looks after this host's desks. The lock lives as long as its session: an orchestrator that dies lets go at once, and a
// second one with the same host name waits until then.
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { z } from 'zod'
import { keepConnection } from '#orchestrator/events/keep-connection.ts'
import type { Log } from '#orchestrator/log.ts'

export interface HostHold {
  isHeld: () => boolean
  /** In words, for /readyz: what it waits for; undefined while it holds. */
  waitsFor: () => string | undefined
  letGo: () => Promise<void>
}

export interface HoldOptions {
  databaseUrl: string
  hostName: string
  log: Log
  onHeld: () => void
}

const askAgainMs = 500
const answer = z.object({ locked: z.boolean() })

export function holdHost({ databaseUrl, hostName, log, onHeld }: HoldOptions): HostHold {
  let isTaken = false
  let isOver = false

  async function takeLock(client: pg.Client): Promise<void> {
    while (!isOver) {
      const { rows } = await client.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as locked', [
        `deskhand.host:${hostName}`,
      ])
      if (answer.parse(rows[0]).locked) {
        isTaken = false
        return
      }
      if (!isTaken)
        log.warn(
          { hostName },
          'Another orchestrator looks after the desks of this host; waiting for it to end',
        )
      isTaken = true
      await sleep(askAgainMs)
    }
  }

  const connection = keepConnection({
    databaseUrl,
    log,
    applicationName: 'deskhand-host',
    prepare: takeLock,
    onUp: onHeld,
  })
  return {
    isHeld: connection.isUp,
    waitsFor: () => {
      if (connection.isUp()) return undefined
      return isTaken ? 'another orchestrator with the same host name' : 'the database'
    },
    letGo: () => {
      isOver = true
      return connection.close()
    },
  }
}
