// Puts the files of a task into its work folder.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, normalize, sep } from 'node:path'
import { type Connection, openAnswer } from '#lib/wire/client.ts'
import type { ClaimedTask } from '#lib/wire/run.ts'

export async function fetchAttachments(
  connection: Connection,
  task: ClaimedTask,
  work: string,
  signal: AbortSignal,
): Promise<void> {
  for (const { id, path } of task.files) {
    const target = below(work, path)
    await mkdir(dirname(target), { recursive: true })
    const answer = await openAnswer(connection, { path: `/tasks/${task.id}/files/${id}`, signal })
    // The folder is new and nothing has run in it: what is there already came from this list.
    await writeFile(target, new Uint8Array(await answer.arrayBuffer()))
  }
}

/** @throws Error when the path leads out of the folder. */
function below(folder: string, path: string): string {
  const target = normalize(join(folder, path))
  if (path.includes('\0') || !target.startsWith(`${folder}${sep}`))
    throw new Error('A file of the task has a path that leads out of the work folder.')
  return target
}
