// Each run of a task has a session of its own at the desk, named after the run: a fresh context, and known again after a restart.

const prefix = 'agent:main:task-'

export function sessionOfRun(runId: string): string {
  return prefix + runId
}

/** Undefined for a session in which no task is worked on. */
export function runOfSession(sessionKey: string): string | undefined {
  return sessionKey.startsWith(prefix) ? sessionKey.slice(prefix.length) : undefined
}

/** Where the work of a task lies, below the workspace. */
export function folderOfTask(number: number): string {
  return `tasks/${number}`
}

/** Below the task's folder, and no result: what people gave along, and what was made before. */
export const attachmentsFolder = 'attachments'
export const beforeFolder = 'before'

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const markShape = new RegExp(`\\[Deskhand run (${uuid})\\]`, 'g')

/** Stands in what a run is told, so that the model proxy knows whose calls these are. */
export function markOfRun(runId: string): string {
  return `[Deskhand run ${runId}]`
}

export function runsMarkedIn(text: string): string[] {
  return [...new Set([...text.matchAll(markShape)].flatMap(([, runId]) => runId ?? []))]
}
