import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { type Template, type TemplateInput, templateInput } from '#lib/wire/template.ts'
import { requireSoundSpec } from './require-sound-spec.ts'
import { templateById } from './template-row.ts'

/** More than anybody looks through. */
const mostTemplates = 200

/** @throws AppError `invalid`, `not_found`, `conflict` when one is called that already, `limit_reached` */
export function createTemplate(caller: CompanyCaller, input: TemplateInput): Promise<Template> {
  authorize(caller, 'tasks.write')
  const { name, spec } = parseInput(templateInput, input)
  return transact(caller, async (tx) => {
    await requireSoundSpec(tx, caller, spec)
    await requireRoom(tx, caller.companyId)
    const id = randomUUID()
    const createdBy = caller.kind === 'member' ? caller.userId : null
    const made = await tx
      .insertInto('taskTemplates')
      .values({ id, companyId: caller.companyId, name, spec: sql`${JSON.stringify(spec)}::jsonb`, createdBy })
      .onConflict((conflict) => conflict.columns(['companyId', 'name']).doNothing())
      .executeTakeFirst()
    if (made.numInsertedOrUpdatedRows === 0n) throw nameIsTaken(name)
    await record(tx, {
      companyId: caller.companyId,
      action: 'template.created',
      subjectId: id,
      details: { name },
    })
    return templateById(tx, caller, id)
  })
}

export function nameIsTaken(name: string): AppError {
  return new AppError('conflict', {
    detail: `A template is called “${name}” already. Nothing was changed. Choose another name.`,
    fields: { name: 'Taken' },
  })
}

async function requireRoom(tx: Tx, companyId: string): Promise<void> {
  const { count } = await tx
    .selectFrom('taskTemplates')
    .where('companyId', '=', companyId)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  if (count < mostTemplates) return
  throw new AppError('limit_reached', {
    detail: `There are ${mostTemplates} templates already. Nothing was changed. Delete one you do not need, then try again.`,
  })
}
