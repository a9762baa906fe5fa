// Lets an answer go on that ended because of what it costs: the same session, from where it stopped.
import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { requireRunning } from '#lib/billing/require-running.ts'
import type { Tx } from '#lib/db/database.ts'
import { transactTogether } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { isAllowance } from '#lib/question/ask-to-continue.ts'
import { easeBreakers } from '#lib/question/ease-breakers.ts'
import { makeRoom } from '#lib/question/make-room.ts'
import { type ContinueAnswerInput, continueAnswerInput, type Message } from '#lib/wire/message.ts'
import { type RefusalReason, refusalReasons } from '#lib/wire/refusal.ts'
import { sendMessage } from './send-message.ts'
import { messageById } from './steer-message.ts'

/** What is said to the employee; people see it as the message it is. */
const words = 'Go on from where you stopped.'

/**
 * Raises the allowance that was in the way where nobody has yet, and sends the message with which it goes on. Twice, and of two at once, it
 * is one raise and one message.
 * @throws AppError `conflict` for an answer that ended otherwise, `not_allowed`, `invalid`, `limit_reached`
 */
export function continueAnswer(
  caller: CompanyCaller,
  input: { employeeId: string; messageId: string } & ContinueAnswerInput,
): Promise<Message> {
  authorize(caller, 'chat.write')
  const { employeeId, messageId, ...given } = input
  const { raiseByMicros } = parseInput(continueAnswerInput, given)
  return transactTogether(caller, async (tx) => {
    await requireRunning(tx, caller, 'chat')
    const answer = await messageById(tx, caller, { employeeId, messageId })
    const reason = reasonOf(answer)
    await sql`select pg_advisory_xact_lock(hashtextextended('deskhand.go-on:' || ${messageId}::text, 0))`.execute(
      tx,
    )
    if (!(await wasContinued(tx, caller.companyId, keyOf(messageId)))) {
      if (!isAllowance(reason)) {
        authorize(caller, 'allowances.change')
        await easeBreakers(tx, caller.companyId, employeeId)
      }
      const wantedMicros = await wantedBy(tx, messageId)
      const call = { companyId: caller.companyId, employeeId, runId: null, planId: null, wantedMicros }
      const next = await makeRoom(tx, caller, call, raiseByMicros)
      if (next) throw alsoUsedUp(next.scope)
    }
    return sendMessage(caller, { employeeId, text: words, clientKey: keyOf(messageId) })
  })
}

const keyOf = (messageId: string) => `go-on:${messageId}`

function reasonOf({ author, status, failure, superseded }: Message): RefusalReason {
  const reason = refusalReasons.find((one) => one === failure?.code)
  if (author === 'employee' && status === 'failed' && reason && !superseded) return reason
  throw new AppError('conflict', {
    detail: 'This answer did not end because of what it costs. Nothing was changed. Send a message instead.',
  })
}

async function wasContinued(tx: Tx, companyId: string, clientKey: string): Promise<boolean> {
  const sent = tx.selectFrom('messages').where('companyId', '=', companyId).select('id')
  return (await sent.where('clientKey', '=', clientKey).executeTakeFirst()) !== undefined
}

async function wantedBy(tx: Tx, messageId: string): Promise<number> {
  const refused = tx.selectFrom('modelRefusals').where('messageId', '=', messageId).select('wantedMicros')
  return (await refused.orderBy('at', 'desc').limit(1).executeTakeFirst())?.wantedMicros ?? 0
}

function alsoUsedUp(scope: string): AppError {
  const whose = scope === 'company' ? 'the company' : 'the employee'
  return new AppError('conflict', {
    detail: `The allowance of ${whose} is used up as well. Nothing was changed. Raise that one first, on the page Usage.`,
  })
}
