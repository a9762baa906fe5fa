/** What the supervisor keeps running. */
export type Running = {
  pid: number
  /** Settles when it is gone, whoever ended it; says how. */
  exited: Promise<string>
  stop: () => Promise<void>
  kill: () => void
}

export type Part = {
  name: string
  /** Resolves when it is ready for use. Rejects with StartProblem when it cannot start, or when asked to give up. */
  start: (giveUp: AbortSignal) => Promise<Running>
}

/** A part that is a program of its own. */
export type ProgramPart = {
  name: string
  command: string
  args: string[]
  cwd: string
  /** All of it: a part sees nothing of the environment that is not meant for it. */
  environment: Record<string, string>
  /** Ready when this answers: with a 2xx, or with anything for a part whose health depends on others. */
  readyUrl: string
  readyWhen: 'healthy' | 'answering'
  readyTimeoutMs: number
  stopGraceMs: number
  logFile: string
}
