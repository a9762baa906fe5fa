// One look of the dispatcher, without desks that answer.
import pino from 'pino'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readTask } from '#lib/task/read-task.ts'
import type { Lines } from '#orchestrator/gateway/keep-lines.ts'
import { type DesksDatabase, openDesksDatabase } from '#tests/support/desks-at-work.ts'
import { type Dispatch, startDispatch } from './start-dispatch.ts'

let database: DesksDatabase
beforeAll(async () => {
  database = await openDesksDatabase()
})
afterAll(() => database.close())

const lines: Lines = {
  look: async () => true,
  of: () => undefined,
  ofEmployee: () => undefined,
  isOpen: () => false,
  warmUp: () => undefined,
  listen: () => undefined,
  close: async () => undefined,
}
const runtime = { exec: () => Promise.reject(new Error('There is no desk')) }

function dispatch(hostName: string, said: string[]): Dispatch {
  const log = pino({ level: 'warn' }, { write: (line) => void said.push(line) })
  const hints = { subscribe: () => () => undefined, isListening: () => true, close: async () => undefined }
  return startDispatch({ hostName, lines, hints, log, runtime, mayAct: () => true, registry: new Registry() })
}

it.each(['keep_desk_workers', 'see_desk_workers', 'wake_desks_with_tasks'])(
  'a fault in %s does not keep tasks from who could do them',
  async (broken) => {
    const { pool } = database
    const desks = await database.furnish()
    const task = await desks.give()
    await pool.query(`update tasks set queued_at = now() - interval '1 minute' where id = $1`, [task.id])
    await pool.query(`update tasks set available_at = now() - interval '1 minute' where id = $1`, [task.id])
    const { rows } = await pool.query(`select oid::regprocedure as name from pg_proc where proname = $1`, [
      broken,
    ])
    await pool.query(`alter function ${rows[0]?.name} rename to ${broken}_is_away`)
    const said: string[] = []
    const dispatcher = dispatch(desks.hostName, said)
    await expect
      .poll(async () => (await readTask(desks.company.owner, task)).assigneeId)
      .toBe(desks.ada.employeeId)
    await dispatcher.stop()
    expect(said.join()).toContain(broken)
    const away = String(rows[0]?.name).replace(broken, `${broken}_is_away`)
    await pool.query(`alter function ${away} rename to ${broken}`)
  },
)
