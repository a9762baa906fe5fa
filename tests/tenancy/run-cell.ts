// Executes a cell inside the open transaction and leaves no trace of it.
import pg from 'pg'
import type { Cell, Outcome } from './cells.ts'

/** What came of it: one of the outcomes, or the error nobody expected. */
export async function runCell(sql: pg.Client, cell: Cell): Promise<Outcome | string> {
  await sql.query(`savepoint cell; ${cell.before ?? ''}`)
  try {
    return cell.watches ? await watchRow(sql, cell, cell.watches) : await countRows(sql, cell)
  } catch (error) {
    return refusalOf(error)
  } finally {
    await sql.query('rollback to savepoint cell; release savepoint cell')
  }
}

async function countRows(sql: pg.Client, cell: Cell): Promise<Outcome> {
  await sql.query(become(cell))
  const { rowCount } = await sql.query(cell.does)
  return rowCount ? 'allowed' : 'hidden'
}

async function watchRow(sql: pg.Client, cell: Cell, row: string): Promise<Outcome> {
  const place = await placeOf(sql, row)
  await sql.query(become(cell))
  await sql.query(`${cell.does}; reset role`)
  return (await placeOf(sql, row)) === place ? 'hidden' : 'allowed'
}

function become({ actor }: Cell): string {
  const settings = Object.entries(actor.settings)
  const calls = settings.map(([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`)
  return [`set local role ${actor.role}`, ...(calls.length > 0 ? [`select ${calls.join(', ')}`] : [])].join(
    '; ',
  )
}

/** Every change moves the row to another place. */
async function placeOf(sql: pg.Client, row: string): Promise<string | undefined> {
  const { rows } = await sql.query<{ place: string }>(`select ctid::text as place from ${row}`)
  return rows[0]?.place
}

const noPrivilege = '42501'
const appendOnly = 'DH004'

function refusalOf(error: unknown): Outcome | string {
  if (!(error instanceof pg.DatabaseError)) return String(error)
  if (error.code === appendOnly) return 'refused'
  if (error.code !== noPrivilege) return `${error.code} ${error.message}`
  return error.message.includes('row-level security') ? 'refused' : 'denied'
}
