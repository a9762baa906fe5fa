// A question to the model that a company pays for, at nobody's desk: its row in the ledger stands before the call goes out.
import { randomUUID } from 'node:crypto'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { costMicrosOf } from '#lib/model/models.ts'
import type { Log } from '#orchestrator/log.ts'
import { settleEntry } from '#orchestrator/model-proxy/ledger.ts'
import type { Upstream } from '#orchestrator/model-proxy/pass-on.ts'
import { askWithTool, type ToolAnswer, type ToolQuestion } from './ask-with-tool.ts'

/** What the call is part of. */
export type Purpose = { companyId: string; planId: string } | { companyId: string; runId: string }

export interface PaidAnswer extends ToolAnswer {
  costMicros: number
}

export async function askForCompany(
  { upstream, log }: { upstream: Upstream; log: Log },
  purpose: Purpose,
  question: ToolQuestion,
): Promise<PaidAnswer> {
  const id = randomUUID()
  const { model } = question
  const practice = upstream.apiKey === undefined
  await transactAsOrchestrator((tx) =>
    tx
      .insertInto('ledgerEntries')
      .values({ id, ...purpose, model: model.id, practice })
      .execute(),
  )
  const startedAtMs = performance.now()
  const answer = await askWithTool(upstream, question)
  const { failure, httpStatus, firstByteMs, usage } = answer
  const state =
    failure === undefined
      ? 'settled'
      : failure.kind === 'aborted' || firstByteMs !== null
        ? 'aborted'
        : 'failed'
  await settleEntry({ id, model, startedAtMs }, { state, httpStatus, firstByteMs, usage }).catch(
    (error: unknown) =>
      log.error(
        { err: error, ledgerEntryId: id },
        'A call of the platform could not be settled; the sweep closes it',
      ),
  )
  return { ...answer, costMicros: costMicrosOf(model, usage) }
}
