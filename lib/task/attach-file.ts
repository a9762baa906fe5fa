import { createHash, randomUUID } from 'node:crypto'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { sniffMediaType } from '#lib/chat/sniff-media-type.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { hitRate } from '#lib/limit/hit-rate.ts'
import { lockTask } from '#lib/plan/lock-task.ts'
import { type TaskFile, taskFileLimits } from '#lib/wire/task.ts'
import { fileToWire } from './files.ts'

/** Gives a file along; every run finds it in its workspace. @throws AppError `not_found`, `too_large`, `limit_reached` */
export async function attachFile(
  caller: CompanyCaller,
  input: { taskId: string; name: string; content: Buffer },
): Promise<TaskFile> {
  authorize(caller, 'tasks.write')
  const { companyId } = caller
  const { taskId, content } = input
  if (content.byteLength > taskFileLimits.maxBytes) {
    throw new AppError('too_large', { detail: 'A file may have at most 10 MB. Nothing was attached.' })
  }
  const name = cleanName(input.name)
  await hitRate({ bucket: `upload:${companyId}`, hits: 120, windowSeconds: 600 }, caller)
  return transact(caller, async (tx) => {
    // Locked, so that two files never take the same name or the last place.
    await lockTask(tx, companyId, taskId)
    const present = await tx
      .selectFrom('taskFiles')
      .where('companyId', '=', companyId)
      .where('taskId', '=', taskId)
      .where('kind', '=', 'attachment')
      .select('path')
      .execute()
    if (present.length >= taskFileLimits.maxFiles) {
      throw new AppError('limit_reached', {
        detail: `A task has at most ${taskFileLimits.maxFiles} attachments. Nothing was attached. Take one away first.`,
      })
    }
    const row = await tx
      .insertInto('taskFiles')
      .values({
        id: randomUUID(),
        companyId,
        taskId,
        kind: 'attachment',
        path: freeName(
          name,
          present.map(({ path }) => path),
        ),
        mediaType: sniffMediaType(name, content) ?? 'application/octet-stream',
        sizeBytes: content.byteLength,
        sha256: createHash('sha256').update(content).digest(),
        content,
        uploadedBy: caller.kind === 'member' ? caller.userId : null,
      })
      .returning(['id', 'taskId', 'runId', 'kind', 'path', 'mediaType', 'sizeBytes', 'sha256', 'createdAt'])
      .executeTakeFirstOrThrow()
    return fileToWire(row)
  })
}

/** The last part of the path, without control characters; never one that means a folder. */
function cleanName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? ''
  const visible = base.replace(/\p{C}/gu, '').trim()
  const short = Array.from(visible).slice(0, 200).join('')
  return short === '' || /^\.+$/.test(short) ? 'file' : short
}

/** "notes (2).txt" when there is a "notes.txt". */
function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name
  const dot = name.lastIndexOf('.')
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  for (let number = 2; ; number++) {
    const next = `${stem} (${number})${ending}`
    if (!taken.includes(next)) return next
  }
}
