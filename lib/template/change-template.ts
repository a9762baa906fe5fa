import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { transact } from '#lib/db/transact.ts'
import { parseInput } from '#lib/parse-input.ts'
import { type ChangeTemplateInput, changeTemplateInput, type Template } from '#lib/wire/template.ts'
import { nameIsTaken } from './create-template.ts'
import { requireSoundSpec } from './require-sound-spec.ts'
import { selectTemplates, templateById } from './template-row.ts'

/** Tasks that were made from it stay as they are. @throws AppError `invalid`, `not_found`, `conflict` */
export function changeTemplate(
  caller: CompanyCaller,
  input: ChangeTemplateInput & { id: string },
): Promise<Template> {
  authorize(caller, 'tasks.write')
  const { id, ...changes } = input
  const { name, spec } = parseInput(changeTemplateInput, changes)
  return transact(caller, async (tx) => {
    const before = await templateById(tx, caller, id)
    if (spec) await requireSoundSpec(tx, caller, spec)
    const isTaken = name !== undefined && name !== before.name
    if (isTaken && (await selectTemplates(tx, caller).where('name', '=', name).executeTakeFirst()))
      throw nameIsTaken(name)
    await tx
      .updateTable('taskTemplates')
      .set({
        ...(name !== undefined && { name }),
        ...(spec && { spec: sql`${JSON.stringify(spec)}::jsonb` }),
        updatedAt: sql<Date>`now()`,
      })
      .where('companyId', '=', caller.companyId)
      .where('id', '=', id)
      .execute()
    await record(tx, {
      companyId: caller.companyId,
      action: 'template.changed',
      subjectId: id,
      details: { name: name ?? before.name },
    })
    return templateById(tx, caller, id)
  })
}
