import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { sniffMediaType } from '#lib/chat/sniff-media-type.ts'
import { AppError } from '#lib/errors.ts'
import { artifactLimits } from '#lib/wire/run.ts'
import type { TaskFile } from '#lib/wire/task.ts'
import { hashOf } from './lease.ts'
import { type RunActor, workAs } from './work-as.ts'

interface PutArtifact {
  runId: string
  leaseToken: string
  /** Below the workspace of the run. The same path again replaces what was there. */
  path: string
  content: Buffer
}

/** Keeps a file that the run made. @throws AppError `lease_lost`, `too_large`, `limit_reached` */
export async function putArtifact(actor: RunActor, input: PutArtifact): Promise<TaskFile> {
  const { runId, leaseToken, path, content } = input
  if (content.length > artifactLimits.maxBytes)
    throw new AppError('too_large', { detail: 'A file may have at most 10 MB. It was not kept.' })
  const mediaType = sniffMediaType(path, content) ?? 'application/octet-stream'
  const sha256 = createHash('sha256').update(content).digest()
  const { rows } = await workAs(actor, (tx) =>
    sql<{ id: string; taskId: string; createdAt: Date }>`
      select id, task_id, created_at
      from deskhand.put_artifact(${runId}, ${hashOf(leaseToken)}, ${path}, ${mediaType}, ${sha256}, ${content})`.execute(
      tx,
    ),
  )
  const [row] = rows
  if (!row) throw new Error('put_artifact gave no row')
  const { id, taskId, createdAt } = row
  return {
    id,
    taskId,
    runId,
    kind: 'artifact',
    path,
    mediaType,
    sizeBytes: content.length,
    sha256: sha256.toString('hex'),
    createdAt: createdAt.toISOString(),
  }
}
