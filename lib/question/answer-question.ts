import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError, notFound } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { type AnswerQuestionInput, answerQuestionInput, type Question } from '#lib/wire/task.ts'
import { questionToWire, selectQuestions } from './question-row.ts'

/**
 * The options are suggestions: whoever answers may say something else. The first answer counts.
 * @throws AppError `not_found`, `conflict` when it was answered or taken back already
 */
export function answerQuestion(
  caller: CompanyCaller,
  input: AnswerQuestionInput & { id: string },
): Promise<Question> {
  authorize(caller, 'tasks.write')
  const { id, ...given } = input
  const { answer } = parseInput(answerQuestionInput, given)
  return transact(caller, async (tx) => {
    const question = await selectQuestions(tx, caller.companyId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!question) throw notFound('question')
    if (question.state !== 'open') throw tooLate(question.state)
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
    return questionToWire(
      await selectQuestions(tx, caller.companyId).where('id', '=', id).executeTakeFirstOrThrow(),
    )
  })
}

function tooLate(state: string): AppError {
  const detail =
    state === 'answered'
      ? 'Somebody has answered this already. Nothing was changed. Comment on the task to say more.'
      : 'Nobody waits for this answer any more: the work went on or ended. Nothing was changed. Comment on the task instead.'
  return new AppError('conflict', { detail })
}
