import { randomUUID } from 'node:crypto'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { requireRunning } from '#lib/billing/require-running.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { hitRate } from '#lib/limit/hit-rate.ts'
import { type Attachment, attachmentLimits } from '#lib/wire/message.ts'
import { conversationWith } from './conversation.ts'
import { sniffMediaType } from './sniff-media-type.ts'

/** Keeps a file for a message that is still to be sent; unsent files go after a day. The type is read from the content, not believed. */
export async function uploadAttachment(
  caller: CompanyCaller,
  input: { employeeId: string; name: string; content: Buffer },
): Promise<Attachment> {
  authorize(caller, 'chat.write')
  const name = cleanName(input.name)
  const sizeBytes = input.content.byteLength
  if (sizeBytes === 0) throw new AppError('invalid', { detail: `${name} is empty. Nothing was attached.` })
  if (sizeBytes > attachmentLimits.maxBytes) {
    throw new AppError('too_large', { detail: `${name} is larger than 4 MB. Nothing was attached.` })
  }
  const mediaType = sniffMediaType(name, input.content)
  if (!mediaType) {
    throw new AppError('unsupported_media', {
      detail: `${name} is not a text, image (PNG, JPEG, GIF, WebP) or PDF file. Nothing was attached.`,
    })
  }
  await hitRate({ bucket: `upload:${caller.companyId}`, hits: 120, windowSeconds: 600 }, caller)
  return transact(caller, async (tx) => {
    await requireRunning(tx, caller, 'chat')
    await conversationWith(tx, caller, input.employeeId)
    return tx
      .insertInto('attachments')
      .values({
        id: randomUUID(),
        companyId: caller.companyId,
        employeeId: input.employeeId,
        name,
        mediaType,
        sizeBytes,
        content: input.content,
        uploadedBy: caller.kind === 'member' ? caller.userId : null,
      })
      .returning(['id', 'name', 'mediaType', 'sizeBytes'])
      .executeTakeFirstOrThrow()
  })
}

/** The last part of the path, without control characters, at most 255 characters. */
function cleanName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? ''
  const visible = base.replace(/\p{C}/gu, '').trim()
  return Array.from(visible).slice(0, 255).join('') || 'file'
}
