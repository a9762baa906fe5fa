import type { CompanyCaller } from '#lib/access/caller.ts'
import { requireSoundChecks } from '#lib/check/require-sound-checks.ts'
import type { Tx } from '#lib/db/database.ts'
import { AppError } from '#lib/errors.ts'
import { writtenBytes } from '#lib/plan/fit-into.ts'
import { checkAssignee, checkTaskModel } from '#lib/task/check-task.ts'
import type { TemplateSpec } from '#lib/wire/template.ts'

/** The column takes a little more. */
const mostBytes = 60_000

/** A task could be made from it right now. @throws AppError `invalid`, `too_large`, `conflict` for an assignee who was fired */
export async function requireSoundSpec(tx: Tx, caller: CompanyCaller, spec: TemplateSpec): Promise<void> {
  requireSoundChecks(spec.checks)
  if (writtenBytes(spec) > mostBytes) {
    throw new AppError('too_large', {
      detail:
        'The template is longer than 60 KB. Nothing was changed. Shorten its description or its checks.',
    })
  }
  if (spec.model !== null) checkTaskModel(spec.model)
  if (spec.assigneeId !== null) await checkAssignee(tx, caller.companyId, spec.assigneeId)
}
