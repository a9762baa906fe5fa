// Takes a run that waits to be judged. Whoever takes it has it for half a minute, and longer for as long as it says so; then another may.
import { sql } from 'kysely'
import { z } from 'zod'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { checks } from '#lib/wire/check.ts'
import type { Work } from './work.ts'

const heldSeconds = 30
interface OwnHost {
  name: string
  /** Whether this process looks after its desks now. */
  isHeld: boolean
}

/** The host of a desk that was not seen for so long does not come back by waiting. This one does, whatever it was before. */
const isLost = ({ name }: OwnHost) =>
  sql<boolean>`coalesce(host.name <> ${name} and host.seen_at < clock_timestamp() - interval '15 minutes', false)`

export interface ClaimedRun {
  runId: string
  taskId: string
  companyId: string
}

/**
 * Runs of workers outside are anybody's; those at desks are for the host where the desk stands, for as long as there is one.
 * `busy`: companies that have their share of it already.
 */
export function claimRun(own: OwnHost, busy: string[] = []): Promise<ClaimedRun | undefined> {
  return transactAsOrchestrator(async (tx) => {
    const { rows } = await sql<ClaimedRun>`
      update runs set judged_until = clock_timestamp() + make_interval(secs => ${heldSeconds})
      where id = (
        select run.id from tasks task
          join runs run on run.id = task.checking_run_id
          left join desks desk on desk.employee_id = run.employee_id and desk.desired_state <> 'absent'
          left join hosts host on host.id = desk.host_id
        where task.checking_run_id is not null and task.company_id <> all (${busy}::uuid[]) and deskhand.may_work(task.company_id)
          and (run.judged_until is null or run.judged_until <= clock_timestamp())
          and (run.employee_id is null or ${isLost(own)} or (${own.isHeld} and coalesce(host.name, ${own.name}) = ${own.name}))
        order by task.status_at limit 1 for no key update of run skip locked)
      returning id as run_id, task_id, company_id`.execute(tx)
    return rows[0]
  })
}

const rowShape = z.object({
  runId: z.string(),
  taskId: z.string(),
  companyId: z.string(),
  number: z.number(),
  title: z.string(),
  description: z.string(),
  checks,
  summary: z.string(),
  result: z.unknown(),
  ageMs: z.number(),
  tries: z.number(),
  employeeId: z.string().nullable(),
  employeeName: z.string().nullable(),
  deskId: z.string().nullable(),
  deskState: z.enum(['ready', 'waking', 'resting', 'lost']),
})

/** @throws ZodError for checks that nobody can read any more */
export async function readWork({ runId }: Pick<ClaimedRun, 'runId'>, own: OwnHost): Promise<Work> {
  const { rows } = await transactAsOrchestrator((tx) =>
    sql`
    select run.id as run_id, task.id as task_id, task.company_id, task.number, task.title, task.description, task.checks,
      run.summary, run.result, run.judge_tries as tries,
      (extract(epoch from clock_timestamp() - coalesce(run.ended_at, run.claimed_at)) * 1000)::float8 as age_ms,
      run.employee_id, employee.name as employee_name, desk.id as desk_id,
      case
        when ${isLost(own)} then 'lost'
        when employee.fired_at is not null then 'resting'
        when desk.desired_state = 'running' and desk.observed_state = 'ready' then 'ready'
        when desk.desired_state in ('running', 'asleep') and desk.observed_state <> 'failed' then 'waking'
        else 'resting'
      end as desk_state
    from runs run join tasks task on task.id = run.task_id
      left join employees employee on employee.id = run.employee_id
      left join desks desk on desk.employee_id = run.employee_id and desk.desired_state <> 'absent'
      left join hosts host on host.id = desk.host_id
    where run.id = ${runId}`.execute(tx),
  )
  const { employeeId, employeeName, deskId, deskState, ...work } = rowShape.parse(rows[0])
  const desk = deskId === null ? null : { id: deskId, state: deskState }
  const employee = employeeId === null ? null : { id: employeeId, name: employeeName ?? '', desk }
  return { ...work, result: work.result ?? null, employee }
}

/** It is still being looked at. */
export async function holdWork({ runId }: Work): Promise<void> {
  await setJudgedUntil(runId, heldSeconds)
}

/**
 * Nobody looks at it until then. `inVain`: it was looked at, and not all of it could be seen. `needsDesk`: something is left to be seen at the
 * desk, which stays awake for it; undefined where nothing new is known of that.
 */
export async function putOff(
  { runId }: Work,
  seconds: number,
  { inVain, needsDesk }: { inVain: boolean; needsDesk?: boolean },
): Promise<void> {
  await setJudgedUntil(runId, seconds, inVain ? 1 : 0, needsDesk)
}

async function setJudgedUntil(
  runId: string,
  seconds: number,
  moreTries = 0,
  needsDesk: boolean | null = null,
): Promise<void> {
  await transactAsOrchestrator((tx) =>
    sql`update runs set judged_until = clock_timestamp() + make_interval(secs => ${seconds}), judge_tries = judge_tries + ${moreTries},
        judge_needs_desk = coalesce(${needsDesk}::boolean, judge_needs_desk)
      where id = ${runId}`.execute(tx),
  )
}
