// The runs that are alive at desks of a host, and what rows say about them.
import { sql } from 'kysely'
import { z } from 'zod'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { failure } from '#lib/wire/shapes.ts'
import type { RunNews } from './run.ts'

/** Parked runs are none of them: nobody carries those. */
export interface AliveRun extends RunNews {
  runId: string
  taskId: string
  companyId: string
  employeeId: string
  employeeName: string
  employeeModel: string
  deskId: string
}

interface Row {
  runId: string
  taskId: string
  companyId: string
  employeeId: string
  employeeModel: string
  employeeName: string
  deskId: string
  allowanceMicros: number | null
  costMicros: number
  firedAt: Date | null
  desiredState: string
  observedState: string
  observedFailure: unknown
  observedNextAttemptAt: Date | null
  questions: unknown
}

const questions = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(['question', 'allowance']),
    askerKey: z.string(),
    text: z.string(),
    state: z.enum(['open', 'answered', 'withdrawn']),
    answer: z.string().nullable(),
    askedAt: z.coerce.date(),
  }),
)

export async function readRuns(hostName: string): Promise<AliveRun[]> {
  const rows = await transactAsOrchestrator(async (tx) => {
    const found = await sql<Row>`
      select run.id as run_id, run.task_id, run.company_id, run.employee_id, employee.model as employee_model, employee.name as employee_name,
        employee.fired_at, desk.id as desk_id, desk.desired_state, desk.observed_state, desk.observed_failure, desk.observed_next_attempt_at,
        task.cost_micros, task.allowance_micros,
        coalesce((select jsonb_agg(jsonb_build_object('id', asked.id, 'kind', asked.kind, 'askerKey', asked.asker_key, 'text', asked.text, 'state', asked.state,
          'answer', asked.answer, 'askedAt', asked.asked_at) order by asked.asked_at) from questions asked where asked.run_id = run.id), '[]')
          as questions
      from runs run
      join tasks task on task.id = run.task_id
      join employees employee on employee.id = run.employee_id
      join lateral (
        select desks.*, hosts.name as host_name from desks join hosts on hosts.id = desks.host_id
        where desks.employee_id = run.employee_id order by desks.desired_state = 'absent', desks.created_at desc limit 1) desk on true
      where run.ended_at is null and run.parked_at is null and desk.host_name = ${hostName}`.execute(tx)
    return found.rows
  })
  return rows.map((row) => ({
    ...row,
    usedUp: usedUp(row),
    desk: deskNews(row),
    questions: questions.parse(row.questions),
  }))
}

/** Somebody may have lowered it meanwhile: that counts at once, and not only with the next call. */
function usedUp({ allowanceMicros, costMicros }: Row): RunNews['usedUp'] {
  if (allowanceMicros === null || costMicros < allowanceMicros) return undefined
  return {
    reason: 'task_allowance',
    capMicros: allowanceMicros,
    spentMicros: costMicros,
    wantedMicros: 0,
    raisableMicros: null,
    said: '',
  }
}

/** Why the desk will not finish what runs there. One that is on its way back may. */
function deskNews(row: Row): RunNews['desk'] {
  const { employeeName: name } = row
  const choice = (code: string, text: string, action: string) => ({
    failure: { code, text, action },
    isChoice: true,
  })
  if (row.firedAt !== null || row.desiredState === 'absent')
    return choice('employee_leaving', `${name} was let go in the middle of it.`, 'Give it to somebody else.')
  if (row.desiredState === 'stopped')
    return choice('employee_paused', `${name} was paused in the middle of it.`, `Start ${name} again.`)
  if (row.desiredState === 'asleep')
    return choice('employee_asleep', `${name} fell asleep in the middle of it.`, '')
  if (row.observedState !== 'failed' || row.observedNextAttemptAt !== null) return undefined
  const why = failure.safeParse(row.observedFailure).data
  const text = `The desk of ${name} failed in the middle of it. ${why?.text ?? ''}`.trim()
  return {
    failure: { code: 'desk_failed', text, action: why?.action ?? `Look at the desk of ${name}.` },
    isChoice: false,
  }
}
