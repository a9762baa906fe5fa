// A database full of queued tasks, without the minutes that the triggers of a million inserts take: the rows are as they would be.
import pg from 'pg'
import type { KeyHolder } from '#lib/access/caller.ts'
import { addCompany, addKey, insertRow } from '#tests/support/company.ts'

export interface Crew {
  caller: KeyHolder
  workerId: string
}

export const companies = 50
export const workers = 200
const kinds = ['browser', 'docker', 'gpu', 'landing-pages']
/** A worker of the benchmark gives nothing back: it may hold as many as it gets. */
const room = 50

/** Workers that can do all, so that each looks at the heads of every queue of its company. */
export async function addCrews(databaseUrl: string): Promise<Crew[]> {
  const sql = new pg.Client({ connectionString: databaseUrl })
  await sql.connect()
  const crews: Crew[] = []
  const owners: KeyHolder[] = []
  for (let company = 0; company < companies; company++) {
    const { companyId } = await addCompany(sql)
    owners.push(await addKey(sql, companyId, { scopes: ['work'] }))
  }
  // One of each company after the other: claims of one company wait for each other's commit.
  for (let worker = 0; worker < workers / companies; worker++) {
    for (const caller of owners) {
      const { id } = await insertRow(sql, 'workers', {
        company_id: caller.companyId,
        name: `Worker ${worker}`,
        executor: 'command',
        capabilities: kinds,
        max_concurrent: room,
      })
      crews.push({ caller, workerId: String(id) })
    }
  }
  await sql.end()
  return crews
}

/** Empties the queues and puts in so many tasks: spread over companies, five kinds of needs and four priorities. */
export async function refill(databaseUrl: string, tasks: number): Promise<void> {
  const sql = new pg.Client({ connectionString: databaseUrl })
  await sql.connect()
  await sql.query(`truncate runs, task_timeline, task_queues, events, tasks, task_counters, ledger_entries, plans, questions, check_results,
    run_logs, task_files, task_comments, task_dependencies, notifications, schedules, task_templates, model_refusals`)
  await sql.query(`set session_replication_role = replica`)
  await sql.query(
    `insert into tasks (company_id, number, title, description, status, priority, requires, queued_at, available_at, claim_key, claim_order)
      select company.id, place, 'Task ' || place, repeat('What is to be done. ', 20), 'ready', place % 4, needs, since, since,
        deskhand.claim_key_of(null, needs), extract(epoch from since) - 900 * (place % 4)
      from generate_series(1, $1) place
      join (select id, row_number() over () - 1 as at from companies) company on company.at = place % $2
      cross join lateral (
        select case when (place / 50) % 5 = 4 then '{}' else array[($3::text[])[(place / 50) % 5 + 1]] end as needs,
          now() - interval '1 day' + make_interval(secs => place * 0.01) as since) facts`,
    [tasks, companies, kinds],
  )
  await sql.query(
    `insert into task_queues select distinct company_id, claim_key, null::uuid, requires from tasks`,
  )
  await sql.query(`insert into task_counters select company_id, max(number) from tasks group by 1`)
  await sql.query(`set session_replication_role = origin`)
  await sql.query('vacuum analyze')
  await sql.query('checkpoint')
  await sql.end()
}
