import { randomUUID } from 'node:crypto'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { notFound } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { type AskOwnersInput, askOwnersInput } from '#lib/wire/refusal.ts'
import { failure } from '#lib/wire/shapes.ts'

interface Stopped {
  companyId: string
  employeeId: string | null
  taskId: string | null
  questionId: string | null
  text: string
}

/** Tells owners and admins that somebody would like work to go on that was stopped for its cost. Asking again does nothing more. */
export function askOwners(caller: CompanyCaller, input: AskOwnersInput): Promise<void> {
  authorize(caller, 'tasks.write')
  const given = parseInput(askOwnersInput, input)
  return transact(caller, async (tx) => {
    const stopped =
      'questionId' in given
        ? await stoppedTask(tx, caller, given.questionId)
        : await stoppedAnswer(tx, caller, given.messageId)
    const who = caller.kind === 'member' ? caller.displayName || caller.email : 'A program'
    await tellManagers(tx, { ...stopped, text: `${who} asks to let it go on. ${stopped.text}`.slice(0, 500) })
    await record(tx, {
      companyId: caller.companyId,
      action: 'allowance.asked',
      subjectId: stopped.taskId ?? stopped.employeeId ?? caller.companyId,
    })
  })
}

async function tellManagers(tx: Tx, about: Stopped): Promise<void> {
  const managers = await tx
    .selectFrom('members')
    .where('companyId', '=', about.companyId)
    .where('role', 'in', ['owner', 'admin'])
    .select('userId')
    .execute()
  await tx
    .insertInto('notifications')
    .values(managers.map(({ userId }) => ({ id: randomUUID(), kind: 'allowance', userId, ...about })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function stoppedTask(tx: Tx, { companyId }: CompanyCaller, questionId: string): Promise<Stopped> {
  const asked = await tx
    .selectFrom('questions')
    .where('companyId', '=', companyId)
    .where('id', '=', questionId)
    .where('kind', '=', 'allowance')
    .where('state', '=', 'open')
    .select(['companyId', 'employeeId', 'taskId', 'id as questionId', 'text'])
    .executeTakeFirst()
  if (!asked) throw notFound('question')
  return asked
}

async function stoppedAnswer(tx: Tx, { companyId }: CompanyCaller, messageId: string): Promise<Stopped> {
  const answer = await tx
    .selectFrom('messages')
    .where('companyId', '=', companyId)
    .where('id', '=', messageId)
    .where('status', '=', 'failed')
    .select(['employeeId', 'failure'])
    .executeTakeFirst()
  if (!answer) throw notFound('answer')
  const { text } = failure.parse(answer.failure)
  return { companyId, employeeId: answer.employeeId, taskId: null, questionId: null, text }
}
