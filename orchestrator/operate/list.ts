// What operators look at before and after they change something.
import { sql } from 'kysely'
import { transactAsOrchestrator } from '#lib/db/transact.ts'

type Row = Record<string, string | number | null>

export function listReleases(): Promise<Row[]> {
  return transactAsOrchestrator(async (tx) => {
    const { rows } = await sql<Row>`
      select release.label, release.share || ' %' as share, case when release.halted_at is null then 'offered' else 'halted' end as state,
          (select count(*)::int from desks where observed_release = release.image and observed_state <> 'gone') as runs,
          (select count(*)::int from desks where proven_release = release.image and observed_state <> 'gone') as proven,
          (select count(*)::int from desks where release.id = any (refused_releases) and observed_state <> 'gone') as refused,
          (select count(*)::int from desks where pinned_release_id = release.id and observed_state <> 'gone') as pinned,
          release.image
        from desk_releases release order by release.made_at desc`.execute(tx)
    return rows
  })
}

export function listHosts(): Promise<Row[]> {
  return transactAsOrchestrator(async (tx) => {
    const { rows } = await sql<Row>`
      select host.name as host, host.runtime, host.version, extract(epoch from now() - host.seen_at)::int || ' s ago' as seen,
          (select count(*)::int from desks where host_id = host.id and observed_state <> 'gone') as desks
        from hosts host order by host.name`.execute(tx)
    return rows
  })
}

export function listDesks(): Promise<Row[]> {
  return transactAsOrchestrator(async (tx) => {
    const { rows } = await sql<Row>`
      select desk.id as desk, coalesce(employee.name, '(waits)') as employee, host.name as host,
          desk.desired_state as wanted, desk.observed_state as state, desk.observed_phase as phase,
          coalesce(running.label, desk.observed_release, 'own') as runs, pinned.label as pinned,
          (select string_agg(label, ', ' order by made_at) from desk_releases where id = any (desk.refused_releases)) as refused,
          coalesce(desk.observed_failure, desk.observed_complaint) ->> 'code' as wrong
        from desks desk
        left join employees employee on employee.id = desk.employee_id
        left join hosts host on host.id = desk.host_id
        left join desk_releases running on running.image = desk.observed_release
        left join desk_releases pinned on pinned.id = desk.pinned_release_id
        where desk.observed_state <> 'gone' order by desk.created_at`.execute(tx)
    return rows
  })
}
