// Starts one program in a session of its own, so that it can be ended with all it started in it.
import { spawn } from 'node:child_process'

export interface Command {
  program: string
  args: string[]
  /** All of it: nothing is inherited. */
  environment: Record<string, string>
  workingDir: string
}

interface ChildExit {
  code: number | null
  signal: string | null
}

export interface Child {
  pid: number | undefined
  exited: Promise<ChildExit>
  /** Signals it and what it started in its session. */
  signal: (signal: NodeJS.Signals) => void
}

export function launchChild(command: Command, onOutput: (text: string) => void): Child {
  const child = spawn(command.program, command.args, {
    cwd: command.workingDir,
    // Next's types demand NODE_ENV of every environment, which a desk has no use for.
    env: Object.assign(Object.create(null), command.environment),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', onOutput)
  const signal = (name: NodeJS.Signals) => signalGroup(child.pid, name)
  const exited = new Promise<ChildExit>((resolve) => {
    child.once('error', (error) => {
      onOutput(`${error.message}\n`)
      resolve({ code: 127, signal: null })
    })
    child.once('exit', (code, by) => {
      signal('SIGKILL')
      resolve({ code, signal: by })
    })
  })
  return { pid: child.pid, exited, signal }
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // Nobody is left in it.
  }
}
