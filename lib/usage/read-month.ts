// The present month: what is spent of it and what it may come to. By the database's clock, so that a call and its day agree.
import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import type { Usage } from '#lib/wire/usage.ts'
import { dayOf, monthStart } from './days.ts'
import { forecastFrom, forecastOf } from './forecast.ts'

export interface PresentMonth {
  today: string
  firstCallAt: Usage['firstCallAt']
  month: Usage['month']
}

export async function readMonth(tx: Tx, companyId: string): Promise<PresentMonth> {
  const { today, firstCallAt } = await readBounds(tx, companyId)
  const microsByDay = await readDays(tx, companyId, forecastFrom(today))
  const start = monthStart(today)
  const spentMicros = [...microsByDay].reduce((sum, [day, micros]) => sum + (day < start ? 0 : micros), 0)
  const firstDay = firstCallAt === null ? undefined : dayOf(firstCallAt)
  return {
    today,
    firstCallAt: firstCallAt?.toISOString() ?? null,
    month: { spentMicros, forecast: forecastOf({ today, firstDay, microsByDay }) },
  }
}

async function readBounds(tx: Tx, companyId: string): Promise<{ today: string; firstCallAt: Date | null }> {
  const { rows } = await sql<{ today: string; firstCallAt: Date | null }>`
    select to_char(now() at time zone 'UTC', 'YYYY-MM-DD') as today,
      (select min(started_at) from ledger_entries where company_id = ${companyId}) as first_call_at`.execute(
    tx,
  )
  const [bounds] = rows
  if (!bounds) throw new Error('The database did not say what day it is')
  return bounds
}

async function readDays(tx: Tx, companyId: string, from: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ day: string; micros: number }>`
    select to_char((started_at at time zone 'UTC')::date, 'YYYY-MM-DD') as day, sum(cost_micros)::bigint as micros
    from ledger_entries
    where company_id = ${companyId} and started_at >= ${from}::timestamp at time zone 'UTC'
    group by (started_at at time zone 'UTC')::date`.execute(tx)
  return new Map(rows.map(({ day, micros }) => [day, micros]))
}
