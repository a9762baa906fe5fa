// The clock: makes the tasks of the schedules whose time has come. Each is locked, made and set to its next time in one transaction, so
// that of several orchestrators one makes the task, and none makes it twice.
import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { type DueDecision, decideDue } from '#lib/schedule/decide-due.ts'
import { insertTask } from '#lib/task/insert-task.ts'
import type { Failure } from '#lib/wire/shapes.ts'
import { createTaskInput } from '#lib/wire/task.ts'

const atATime = 500

/** @throws AggregateError when some could not even be put right; the others are done. */
export async function makeScheduledTasks(): Promise<void> {
  const errors: unknown[] = []
  for (const id of await readDue()) {
    await transactAsOrchestrator((tx) => makeTask(tx, id)).catch((error: unknown) => errors.push(error))
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} schedules could not be kept`)
}

function readDue(): Promise<string[]> {
  return transactAsOrchestrator(async (tx) => {
    const rows = await tx
      .selectFrom('schedules')
      .where('enabled', '=', true)
      .where('nextAt', '<=', sql<Date>`clock_timestamp()`)
      // Of those who may not work now they wait, and are missed times when they may again.
      .where(sql<boolean>`deskhand.may_work(company_id)`)
      .select('id')
      .orderBy('nextAt')
      .limit(atATime)
      .execute()
    return rows.map(({ id }) => id)
  })
}

type Due = NonNullable<Awaited<ReturnType<typeof lockDue>>>

/** Undefined when somebody else is at it, or was a moment ago. */
function lockDue(tx: Tx, id: string) {
  return tx
    .selectFrom('schedules as schedule')
    .innerJoin('taskTemplates as template', 'template.id', 'schedule.templateId')
    .leftJoin('tasks as last', 'last.id', 'schedule.lastTaskId')
    .where('schedule.id', '=', id)
    .where('schedule.enabled', '=', true)
    .where('schedule.nextAt', '<=', sql<Date>`clock_timestamp()`)
    .select([
      'schedule.id',
      'schedule.companyId',
      'schedule.cron',
      'schedule.timeZone',
      'schedule.whenMissed',
      'schedule.templateId',
      'template.name',
      'template.spec',
      'last.number as lastNumber',
      'last.status as lastStatus',
      sql<Date>`schedule.next_at`.as('nextAt'),
      sql<Date>`clock_timestamp()`.as('now'),
    ])
    .forUpdate('schedule')
    .skipLocked()
    .executeTakeFirst()
}

async function makeTask(tx: Tx, id: string): Promise<void> {
  const due = await lockDue(tx, id)
  if (!due) return
  const decision = decideOrGiveUp(due)
  const waits = stillAtLast(due)
  const made =
    'code' in decision ? decision : decision.makesTask ? (waits ?? (await tryToMake(tx, due))) : undefined
  const { lastAt, nextAt } = 'code' in decision ? { lastAt: due.nextAt, nextAt: null } : decision
  await tx
    .updateTable('schedules')
    .set({
      nextAt,
      enabled: nextAt !== null,
      ...(made && { lastAt }),
      ...(made && 'taskId' in made && { lastTaskId: made.taskId, failure: null }),
      ...(made && 'code' in made && { failure: sql`${JSON.stringify(made)}::jsonb` }),
    })
    .where('id', '=', id)
    .execute()
  if (made && made === waits) return
  if (made && 'code' in made) await tellPeople(tx, due, made)
  else if (made) await settleWord(tx, id)
}

const over = ['in_review', 'done', 'failed', 'cancelled']

/** Nobody is told but who looks at the schedule: what keeps the task is told about the task. Otherwise they would pile up. */
function stillAtLast({ lastNumber, lastStatus }: Due): Failure | undefined {
  if (lastStatus === null || over.includes(lastStatus)) return undefined
  return {
    code: 'last_unfinished',
    text: `#${lastNumber}, which it made before, is not finished yet, so none was made this time.`,
    action: `Finish or cancel #${lastNumber}: the schedule goes on at its next time.`,
  }
}

/** A time zone may be gone with the next version of its data. */
function decideOrGiveUp(due: Due): DueDecision | Failure {
  try {
    return decideDue(due, due.now)
  } catch {
    return {
      code: 'unknown_times',
      text: `Nobody knows when “${due.cron}” in ${due.timeZone} is any more. It was switched off.`,
      action: 'Choose the times anew.',
    }
  }
}

/** What stands in the way of the task is told, and does not stand in the way of the schedule's next time. */
async function tryToMake(tx: Tx, due: Due): Promise<{ taskId: string } | Failure> {
  await sql`savepoint making`.execute(tx)
  try {
    const wanted = parseInput(createTaskInput, due.spec)
    const taskId = await insertTask(tx, due.companyId, wanted, {
      createdBy: null,
      createdByKey: null,
      creatorName: `Schedule “${due.name}”`,
      templateId: due.templateId,
      scheduleId: due.id,
    })
    return { taskId }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await sql`rollback to savepoint making`.execute(tx)
    const isAboutAssignee = error.facts.fields?.assigneeId !== undefined
    return {
      code: isAboutAssignee ? 'assignee_left' : error.code,
      text: error.facts.detail,
      action: 'Change the template: the schedule goes on at its next time.',
    }
  }
}

async function tellPeople(tx: Tx, { id, companyId, name }: Due, { text }: Failure): Promise<void> {
  const words = `The schedule of “${name}” made no task. ${text}`.slice(0, 500)
  await tx
    .insertInto('notifications')
    .values({ companyId, kind: 'schedule', scheduleId: id, text: words })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function settleWord(tx: Tx, scheduleId: string): Promise<void> {
  await tx
    .updateTable('notifications')
    .set({ settledAt: sql<Date>`now()` })
    .where('scheduleId', '=', scheduleId)
    .where('settledAt', 'is', null)
    .execute()
}
