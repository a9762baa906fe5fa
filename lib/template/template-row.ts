import type { CompanyCaller } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { notFound } from '#lib/errors.ts'
import { type Template, templateSpec } from '#lib/wire/template.ts'

interface TemplateRow {
  id: string
  name: string
  spec: unknown
  createdAt: Date
  updatedAt: Date
}

export function selectTemplates(tx: Tx, { companyId }: CompanyCaller) {
  return tx
    .selectFrom('taskTemplates as template')
    .where('template.companyId', '=', companyId)
    .select(['template.id', 'template.name', 'template.spec', 'template.createdAt', 'template.updatedAt'])
}

export function templateToWire({ id, name, spec, createdAt, updatedAt }: TemplateRow): Template {
  return {
    id,
    name,
    spec: templateSpec.parse(spec),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}

/** @throws AppError `not_found` */
export async function templateById(tx: Tx, caller: CompanyCaller, id: string): Promise<Template> {
  const row = await selectTemplates(tx, caller).where('template.id', '=', id).executeTakeFirst()
  if (!row) throw notFound('template')
  return templateToWire(row)
}
