/** What the machine says about processes. Linux tells through /proc; elsewhere only "is there such a pid" is known. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'

const proc = '/proc'
const stateField = 0
const parentField = 1
const startTimeField = 19

/** A zombie counts as gone: it holds nothing, it only waits for its parent. */
export function isAlive(pid: number): boolean {
  const fields = statFields(pid)
  if (fields) return !['Z', 'X'].includes(fields[stateField] ?? '')
  return !existsSync(`${proc}/self/stat`) && answersSignal(pid)
}

/** Tells two processes apart that had the same pid one after the other; undefined when unknown. */
export function startTimeOf(pid: number): string | undefined {
  return statFields(pid)?.[startTimeField]
}

export function parentOf(pid: number): number | undefined {
  const parent = Number(statFields(pid)?.[parentField])
  return parent > 0 ? parent : undefined
}

export function commandOf(pid: number): string[] {
  return nulSeparated(`${proc}/${pid}/cmdline`)
}

/** NAME=value lines a process was started with; empty when it is not ours to read. */
export function environmentOf(pid: number): string[] {
  return nulSeparated(`${proc}/${pid}/environ`)
}

export function listProcesses(): number[] {
  if (!existsSync(proc)) return []
  return readdirSync(proc)
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid > 0)
}

/** Parents, grandparents … of this process, nearest first. */
export function ancestorsOf(pid: number): number[] {
  const parent = parentOf(pid)
  return parent === undefined ? [] : [parent, ...ancestorsOf(parent)]
}

/** False when the process is gone already. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

function answersSignal(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** The fields of /proc/<pid>/stat after the command name, which may itself contain spaces and brackets. */
function statFields(pid: number): string[] | undefined {
  const text = readOrEmpty(`${proc}/${pid}/stat`)
  const end = text.lastIndexOf(')')
  return end < 0 ? undefined : text.slice(end + 2).split(' ')
}

function nulSeparated(file: string): string[] {
  return readOrEmpty(file).split('\0').filter(Boolean)
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
