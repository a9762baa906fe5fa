// Runs a command to its end, or to the end of its time, and keeps what it printed.
import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import type { ExecResult } from '../desk-runtime.ts'
import { processEnvironment } from './process-environment.ts'

export interface CommandSurroundings {
  environment: Record<string, string>
  workingDir: string
  timeoutMs: number
}

const timedOutCode = 124
const outputLimitBytes = 1024 * 1024

export async function runCommand(command: string[], surroundings: CommandSurroundings): Promise<ExecResult> {
  const { environment, workingDir, timeoutMs } = surroundings
  const [program = '', ...args] = command
  const child = spawn(program, args, {
    cwd: workingDir,
    env: processEnvironment(environment),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stdout = collect(child.stdout)
  const stderr = collect(child.stderr)
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    killGroup(child)
  }, timeoutMs)
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (exitCode) => resolve(exitCode ?? timedOutCode))
    })
    return { exitCode: timedOut ? timedOutCode : code, stdout: stdout(), stderr: stderr() }
  } finally {
    clearTimeout(timer)
  }
}

function collect(stream: Readable): () => string {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  stream.on('data', (chunk: Buffer) => {
    const rest = chunk.subarray(0, outputLimitBytes - sizeBytes)
    sizeBytes += rest.length
    chunks.push(rest)
  })
  return () => Buffer.concat(chunks).toString('utf8')
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It ended in the same moment.
  }
}
