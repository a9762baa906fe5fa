// When a process began, as far as the system tells: a number that was given to another one since is told apart by it.
import { readFile } from 'node:fs/promises'

/** Empty when there is no such process. */
export async function startOf(pid: number): Promise<string> {
  if (!isThere(pid)) return ''
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  // The name of the program stands in brackets and may hold anything; fields count from the last bracket.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? 'running'
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
