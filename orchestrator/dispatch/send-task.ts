// Hands a task to a desk: the folder with what was given along, then the words.
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { defaultModel, modelById } from '#lib/model/models.ts'
import type { Failure } from '#lib/wire/shapes.ts'
import type { GatewayConnection } from '#orchestrator/gateway/connect.ts'
import { attachmentsFolder, sessionOfRun } from '#orchestrator/gateway/task-session.ts'
import { refused } from '#orchestrator/turn/failures.ts'
import { justSent, type StepResult } from '#orchestrator/turn/take-step.ts'
import { buildPrompt } from './build-prompt.ts'
import { handOver } from './hand-over.ts'
import type { RunFacts } from './run.ts'
import { type Exec, makeFolder, writeFile } from './workspace.ts'

/** A turn that waits for a person's answer may take long; one that is silent is ended long before (turn/next-step.ts). */
const turnTimeoutMs = 12 * 60 * 60_000

export async function sendTask(
  connection: GatewayConnection,
  exec: Exec,
  run: RunFacts,
): Promise<StepResult> {
  const { runId, task, attempt } = run
  if (!modelOf(run)) return { refusal: unknownModel(task.model ?? '') }
  await makeFolder(exec, task.number)
  for (const { path, content } of await readAttachments(task.id))
    await writeFile(exec, task.number, `${attachmentsFolder}/${path}`, content)
  const handedOver = await handOver(exec, run)
  return sendWords(connection, run, {
    key: runId,
    text: buildPrompt(task, { id: runId, attempt }, handedOver),
  })
}

/** More words in the session of the run: a turn of its own. */
export async function sendWords(
  connection: GatewayConnection,
  run: RunFacts,
  { key, text }: { key: string; text: string },
): Promise<StepResult> {
  const model = modelOf(run)
  const { thinking } = run.task
  try {
    await connection.send({
      sessionKey: sessionOfRun(run.runId),
      text,
      idempotencyKey: key,
      timeoutMs: turnTimeoutMs,
      ...(model ? { model } : {}),
      ...(thinking ? { thinking } : {}),
    })
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid') return { refusal: refused(error.facts.detail) }
    throw error
  }
  return { sight: justSent(key) }
}

function modelOf({ task, employeeModel }: RunFacts): string | undefined {
  if (task.model !== null) return modelById(task.model)?.id
  return modelById(employeeModel)?.id ?? defaultModel
}

function unknownModel(name: string): Failure {
  return {
    code: 'model_unknown',
    text: `The model "${name}" is not offered here.`,
    action: 'Choose another model for the task.',
  }
}

function readAttachments(taskId: string): Promise<{ path: string; content: Buffer }[]> {
  return transactAsOrchestrator((tx) =>
    tx
      .selectFrom('taskFiles')
      .where('taskId', '=', taskId)
      .where('kind', '=', 'attachment')
      .select(['path', 'content'])
      .orderBy('createdAt')
      .execute(),
  )
}
