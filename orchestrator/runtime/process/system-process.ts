// One of the machine's processes, as far as this runtime needs to know it.

export interface SystemProcess {
  pid: number
  parentPid: number
  sessionId: number
  /** Together with the pid, the same process for ever: pids come back, this does not. */
  startedAt: string
  /** From the outermost to the process's own; more than one where it lives in a pid namespace below ours. */
  namespacePids: number[]
  /** undefined where the system does not tell. */
  environment: Record<string, string> | undefined
}

/** Zombies are not listed: they run nothing and hold nothing. */
export type ListProcesses = () => Promise<SystemProcess[]>
