// The folder of a task in a desk's workspace: what people gave along goes in, what was made comes out. All of it is done by commands at the
// desk, with the desk's own sight: nothing outside its walls can be reached, whatever links lie in the folder.
import { AppError } from '#lib/errors.ts'
import { attachmentsFolder, beforeFolder, folderOfTask } from '#orchestrator/gateway/task-session.ts'
import type { ExecResult } from '#orchestrator/runtime/desk-runtime.ts'

export type Exec = (command: string[], timeoutMs: number) => Promise<ExecResult>

export interface FoundFile {
  /** Below the task's folder. */
  path: string
  sizeBytes: number
}

const listTimeoutMs = 30_000
const pieceTimeoutMs = 60_000
/** A command's argument may have 128 KB, and what it prints 1 MB. */
const writePieceBytes = 90_000
const readPieceBytes = 600_000
const maxListed = 1000

/**
 * Both runtimes: the workspace lies at one of two places below the home, and the persona in it; an employee may have made a folder at the
 * other. $1 is the task's folder; it must really be where it says.
 */
const enter = [
  'for place in ~/.openclaw/workspace ~/workspace; do [ -f "$place/SOUL.md" ] && break; done',
  'cd "$place" || exit 90',
  'mkdir -p "$1" && [ "$(cd "$1" && pwd -P)" = "$(pwd -P)/$1" ] || exit 91',
  'cd "$1" || exit 92',
].join('\n')

export async function makeFolder(exec: Exec, number: number): Promise<void> {
  await run(exec, ':', [folderOfTask(number)], listTimeoutMs)
}

/** `place` is below the task's folder. */
export async function writeFile(exec: Exec, number: number, place: string, content: Buffer): Promise<void> {
  await run(
    exec,
    'mkdir -p "$(dirname "$2")" && rm -f "$2" && : > "$2"',
    [folderOfTask(number), place],
    listTimeoutMs,
  )
  for (let start = 0; start < content.length; start += writePieceBytes) {
    const piece = content.subarray(start, start + writePieceBytes).toString('base64')
    await run(
      exec,
      'printf %s "$3" | base64 -d >> "$2"',
      [folderOfTask(number), place, piece],
      pieceTimeoutMs,
    )
  }
}

/** Regular files only, neither links nor what lies behind links. */
export async function listFiles(exec: Exec, number: number): Promise<FoundFile[]> {
  const script = `find -P . -xdev \\( -path ./${attachmentsFolder} -o -path ./${beforeFolder} \\) -prune -o \\( -name node_modules -o -name .git \\) -prune -o -type f -printf '%s %P\\0' | head -zn ${maxListed}`
  const { stdout } = await run(exec, script, [folderOfTask(number)], listTimeoutMs)
  return stdout.split('\0').flatMap((entry) => {
    const [, size, path] = /^(\d+) ([\s\S]+)$/.exec(entry) ?? []
    return size === undefined || path === undefined ? [] : [{ path, sizeBytes: Number(size) }]
  })
}

export async function readWholeFile(
  exec: Exec,
  number: number,
  { path, sizeBytes }: FoundFile,
): Promise<Buffer> {
  const pieces: Buffer[] = []
  const script = '[ -f "$2" ] && [ ! -L "$2" ] || exit 93\ntail -c "+$3" -- "$2" | head -c "$4" | base64 -w 0'
  for (let start = 0; start < sizeBytes; start += readPieceBytes) {
    const { stdout } = await run(
      exec,
      script,
      [folderOfTask(number), `./${path}`, String(start + 1), String(readPieceBytes)],
      pieceTimeoutMs,
    )
    pieces.push(Buffer.from(stdout, 'base64'))
  }
  return Buffer.concat(pieces)
}

async function run(exec: Exec, script: string, args: string[], timeoutMs: number): Promise<ExecResult> {
  const result = await exec(['bash', '-c', `${enter}\n${script}`, 'bash', ...args], timeoutMs)
  if (result.exitCode === 0) return result
  const detail = `The task's folder at the desk could not be used (${result.exitCode}): ${result.stderr.slice(0, 300)}`
  throw new AppError('unavailable', { detail })
}
