import { type Selectable, sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { readRaisable } from '#lib/allowance/raisable.ts'
import { record } from '#lib/audit/record.ts'
import { requireRunning } from '#lib/billing/require-running.ts'
import type { Tx } from '#lib/db/database.ts'
import { transactTogether } from '#lib/db/transact.ts'
import type { Question as QuestionTable } from '#lib/db/types.ts'
import { AppError, notFound } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { lockTask } from '#lib/plan/lock-task.ts'
import { cancelLocked } from '#lib/task/cancel-task.ts'
import { lockParts } from '#lib/task/family.ts'
import { type AnswerQuestionInput, answerQuestionInput, type Question } from '#lib/wire/task.ts'
import { askToContinue } from './ask-to-continue.ts'
import { type Decided, decideToContinue } from './decide-to-continue.ts'
import { questionToWire, selectQuestions } from './question-row.ts'

/**
 * The options are suggestions: whoever answers may say something else, except where it is asked whether work goes on in spite of what it
 * costs. The first answer counts.
 * @throws AppError `not_found`, `conflict` when it was answered or taken back already
 */
export function answerQuestion(
  caller: CompanyCaller,
  input: AnswerQuestionInput & { id: string },
): Promise<Question> {
  authorize(caller, 'tasks.write')
  const { id, ...given } = input
  const { answer } = parseInput(answerQuestionInput, given)
  return transactTogether(caller, async (tx) => {
    await requireRunning(tx, caller, 'task')
    const asked = await selectQuestions(tx, caller.companyId).where('id', '=', id).executeTakeFirst()
    if (!asked) throw notFound('question')
    // The task first, as whoever ends a task does: the answer may end it.
    const ending =
      asked.kind === 'allowance' ? await lockWhole(tx, caller.companyId, asked.taskId) : undefined
    const question = await selectQuestions(tx, caller.companyId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (question.state !== 'open') throw tooLate(question.state)
    const decided = ending && (await decideToContinue(tx, caller, question, answer))
    if (decided?.do === 'ask_again') return askAgain(tx, caller, question, decided)
    await tx
      .updateTable('questions')
      .set({
        state: 'answered',
        answer,
        answeredBy: caller.kind === 'member' ? caller.userId : null,
        answeredAt: sql<Date>`now()`,
      })
      .where('companyId', '=', caller.companyId)
      .where('id', '=', id)
      .execute()
    const note = JSON.stringify({ questionId: id, answer })
    await sql`select deskhand.note_task(${question.taskId}, 'answered', ${note}::jsonb, ${question.runId})`.execute(
      tx,
    )
    await record(tx, {
      companyId: caller.companyId,
      action: 'question.answered',
      subjectId: question.taskId,
      details: { questionId: id },
    })
    if (ending && decided?.do === 'stop') await cancelLocked(tx, ending.task, ending.parts)
    return questionToWire(
      await selectQuestions(tx, caller.companyId).where('id', '=', id).executeTakeFirstOrThrow(),
    )
  })
}

/** Another allowance is in the way now: the question stays open and names that one. */
async function askAgain(
  tx: Tx,
  caller: CompanyCaller,
  question: Selectable<QuestionTable>,
  { cap, wantedMicros }: Extract<Decided, { do: 'ask_again' }>,
): Promise<Question> {
  const { scope, capMicros, spentMicros, reservedMicros } = cap
  const raisable = scope === 'company' ? await readRaisable(tx, caller.companyId) : { raisableMicros: null }
  const spent = spentMicros + reservedMicros
  const refusal = { capMicros, spentMicros: spent, wantedMicros, ...raisable, said: '' }
  const name = await nameOfEmployee(tx, caller.companyId, question.employeeId)
  const ask = askToContinue({ ...refusal, reason: `${scope}_allowance` }, name, new Date())
  const changed = tx.updateTable('questions').where('companyId', '=', caller.companyId)
  await changed
    .set({ text: ask.text, options: ask.options, allowance: JSON.stringify(ask.allowance) })
    .where('id', '=', question.id)
    .execute()
  return questionToWire(
    await selectQuestions(tx, caller.companyId).where('id', '=', question.id).executeTakeFirstOrThrow(),
  )
}

async function lockWhole(tx: Tx, companyId: string, taskId: string) {
  const parts = await lockParts(tx, companyId, taskId)
  return { parts, task: await lockTask(tx, companyId, taskId) }
}

async function nameOfEmployee(tx: Tx, companyId: string, employeeId: string | null): Promise<string> {
  const found = tx.selectFrom('employees').where('companyId', '=', companyId).select('name')
  const employee = employeeId && (await found.where('id', '=', employeeId).executeTakeFirst())
  return employee ? employee.name : 'The employee'
}

function tooLate(state: string): AppError {
  const detail =
    state === 'answered'
      ? 'Somebody has answered this already. Nothing was changed. Comment on the task to say more.'
      : 'Nobody waits for this answer any more: the work went on or ended. Nothing was changed. Comment on the task instead.'
  return new AppError('conflict', { detail })
}
