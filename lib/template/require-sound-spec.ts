import type { CompanyCaller } from '#lib/access/caller.ts'
import { requireSoundChecks } from '#lib/check/require-sound-checks.ts'
import type { Tx } from '#lib/db/database.ts'
import { checkAssignee, checkTaskModel } from '#lib/task/check-task.ts'
import type { TemplateSpec } from '#lib/wire/template.ts'

/** A task could be made from it right now. @throws AppError `invalid`, `conflict` for an assignee who was fired */
export async function requireSoundSpec(tx: Tx, caller: CompanyCaller, spec: TemplateSpec): Promise<void> {
  requireSoundChecks(spec.checks)
  if (spec.model !== null) checkTaskModel(spec.model)
  if (spec.assigneeId !== null) await checkAssignee(tx, caller.companyId, spec.assigneeId)
}
