import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import { notFound } from '#lib/errors.ts'

/** A file with its content. @throws AppError `not_found`. */
export function readAttachment(
  caller: CompanyCaller,
  input: { id: string },
): Promise<{ name: string; mediaType: string; content: Buffer }> {
  authorize(caller, 'chat.read')
  return transact(caller, async (tx) => {
    const attachment = await tx
      .selectFrom('attachments')
      .where('companyId', '=', caller.companyId)
      .where('id', '=', input.id)
      .select(['name', 'mediaType', 'content'])
      .executeTakeFirst()
    if (!attachment) throw notFound('attachment')
    return attachment
  })
}
