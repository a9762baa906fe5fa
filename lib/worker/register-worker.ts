import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { requireRunning } from '#lib/billing/require-running.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { type RegisterWorkerInput, registerWorkerInput } from '#lib/wire/worker.ts'

/** The same name is the same worker. @throws AppError `conflict` when the name is an employee's desk's. */
export function registerWorker(
  caller: CompanyCaller,
  input: RegisterWorkerInput,
): Promise<{ id: string; name: string }> {
  authorize(caller, 'runs.work')
  const { name, executor, capabilities, version, maxConcurrent } = parseInput(registerWorkerInput, input)
  return transact(caller, async (tx) => {
    await requireRunning(tx, caller, 'task')
    const { rows } = await sql<{ id: string | null }>`
      select deskhand.register_worker(${name}, ${executor}, ${capabilities}::text[], ${version}, ${maxConcurrent}) as id`.execute(
      tx,
    )
    const id = rows[0]?.id
    if (id) return { id, name }
    throw new AppError('conflict', {
      detail: `"${name}" is the worker of an employee's desk. Nothing was changed. Choose another name.`,
    })
  })
}
