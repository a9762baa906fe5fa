// What desks asked for in vain becomes rows that a member can decide about.
import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import type { Refusal } from '#orchestrator/runtime/desk-runtime.ts'

export type SiteRequest = Pick<Refusal, 'deskId' | 'host' | 'port' | 'why'> & { times: number }

/** Per employee. Whoever tries a thousand names buries only their own older ones. */
const mostRequests = 100

/** Adds to what is written already. A desk at which nobody works asks for nobody. */
export function writeRequests(requests: SiteRequest[]): Promise<void> {
  return transactAsOrchestrator(async (tx) => {
    await sql`
      insert into site_requests (company_id, employee_id, host, port, why, times)
      select desk.company_id, desk.employee_id, request.host, max(request.port), max(request.why), sum(request.times)
      from jsonb_to_recordset(${JSON.stringify(requests)}::jsonb)
        as request("deskId" text, host text, port integer, why text, times integer)
      join desks desk on desk.id::text = request."deskId"
      where desk.employee_id is not null
      group by desk.company_id, desk.employee_id, request.host
      order by desk.company_id, desk.employee_id, request.host
      on conflict (company_id, employee_id, host) do update set port = excluded.port, why = excluded.why,
        times = site_requests.times + excluded.times, last_at = now()`.execute(tx)
    await forgetOldest(tx, [...new Set(requests.map(({ deskId }) => deskId))])
  })
}

async function forgetOldest(tx: Tx, deskIds: string[]) {
  await sql`
    delete from site_requests request using (
      select company_id, employee_id, host,
        row_number() over (partition by company_id, employee_id order by last_at desc, host) as place
      from site_requests
      where employee_id in (select employee_id from desks where id::text = any (${deskIds}::text[]))
    ) ranked
    where ranked.place > ${mostRequests} and request.company_id = ranked.company_id
      and request.employee_id = ranked.employee_id and request.host = ranked.host`.execute(tx)
}
