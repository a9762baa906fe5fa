// What was made before goes into the folder of the task: by the tasks it waited for, and by an attempt of its own at another desk.
import { sql } from 'kysely'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { beforeFolder } from '#orchestrator/gateway/task-session.ts'
import type { HandedOver } from './build-prompt.ts'
import type { RunFacts } from './run.ts'
import { type Exec, writeFile } from './workspace.ts'

interface MadeFile {
  number: number
  path: string
  content: Buffer
}

const maxFiles = 60
const maxTotalBytes = 20 * 1024 * 1024

export async function handOver(exec: Exec, run: RunFacts): Promise<HandedOver> {
  const handed = new Map<number, string[]>()
  for (const { number, path, content } of await readMade(run)) {
    await writeFile(exec, run.task.number, `${beforeFolder}/${number}/${path}`, content)
    handed.set(number, [...(handed.get(number) ?? []), path])
  }
  return handed
}

/** The newest of each path; the small ones first when there is too much. */
function readMade({ task, employeeId }: RunFacts): Promise<MadeFile[]> {
  const before = task.before.map(({ id }) => id)
  return transactAsOrchestrator(async (tx) => {
    const { rows } = await sql<MadeFile>`
      with newest as (
        select distinct on (file.task_id, file.path) file.id, file.size_bytes
        from task_files file join runs run on run.id = file.run_id
        where file.kind = 'artifact' and (file.task_id = any (${before}::uuid[])
          or (file.task_id = ${task.id} and run.employee_id is distinct from ${employeeId}
            and not exists (select from task_files own join runs mine on mine.id = own.run_id
              where own.task_id = file.task_id and mine.employee_id = ${employeeId} and own.created_at > file.created_at)))
        order by file.task_id, file.path, file.created_at desc
      ), fitting as (
        select id, sum(size_bytes) over (order by size_bytes, id) as together from newest order by size_bytes, id limit ${maxFiles}
      )
      select task.number, file.path, file.content
      from fitting join task_files file on file.id = fitting.id join tasks task on task.id = file.task_id
      where fitting.together <= ${maxTotalBytes}
      order by task.number, file.path`.execute(tx)
    return rows
  })
}
