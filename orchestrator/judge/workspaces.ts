// Where a run left its files: in a desk's workspace, or among what was uploaded for it. Both are asked in the same words.
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { folderOfTask } from '#orchestrator/gateway/task-session.ts'
import type { DeskRuntime, ExecResult } from '#orchestrator/runtime/desk-runtime.ts'
import { type Finding, unseen, unseenYet } from './finding.ts'
import type { Work } from './work.ts'

export interface CheckedFile {
  /** Where it was found. */
  place: string
  kind: 'file' | 'folder'
  sizeBytes: number
  /** As text; the first `mostBytes` of it. */
  text: string
}

/** What a run left, wherever it did. */
export interface Workspace {
  /** In the run's own folder first, then beside it. */
  file: (path: string) => Promise<CheckedFile | 'missing' | Finding>
  /** By bash, in the run's own folder. */
  run: (command: string, timeoutMs: number) => Promise<ExecResult | Finding>
}

/** Less than a command at a desk may print. */
export const mostBytes = 1_000_000
const fileTimeoutMs = 30_000

/** Both runtimes: the workspace lies at one of two places below the home. */
const enter = 'cd ~/.openclaw/workspace 2>/dev/null || cd ~/workspace 2>/dev/null || exit 90'
const missingCode = 94
const oddCode = 95
const readFile = [
  enter,
  'for place in "$@"; do',
  '  if [ -d "$place" ]; then printf "folder 0 %s\\n" "$place"; exit 0; fi',
  `  if [ -f "$place" ]; then printf "file %s %s\\n" "$(wc -c <"$place")" "$place"; exec head -c ${mostBytes} <"$place"; fi`,
  `  [ -e "$place" ] && exit ${oddCode}`,
  'done',
  `exit ${missingCode}`,
].join('\n')
/** The employee's own keys are no business of a check: what it prints is shown to people. */
const runCommand = [
  enter,
  'cd "$1" 2>/dev/null',
  'exec env -u OPENCLAW_GATEWAY_TOKEN -u ANTHROPIC_API_KEY bash -c "$2"',
].join('\n')

export function deskWorkspace(runtime: Pick<DeskRuntime, 'exec'>, deskId: string, work: Work): Workspace {
  const bash = async (script: string, args: string[], timeoutMs: number): Promise<ExecResult | Finding> => {
    try {
      const result = await runtime.exec(deskId, ['bash', '-c', script, 'bash', ...args], { timeoutMs })
      return result.exitCode === 90 && result.stdout === ''
        ? unseenYet('There is no workspace at the desk.')
        : result
    } catch {
      return unseenYet('The desk did not answer.')
    }
  }
  return {
    async file(path) {
      const answer = await bash(
        readFile,
        placesOf(work, path).map((place) => `./${place}`),
        fileTimeoutMs,
      )
      return 'outcome' in answer ? answer : fileIn(answer, path)
    },
    run: (command, timeoutMs) => bash(runCommand, [folderOfTask(work.number), command], timeoutMs),
  }
}

export function placesOf({ number }: Pick<Work, 'number'>, path: string): string[] {
  return [`${folderOfTask(number)}/${path}`, path]
}

function fileIn({ exitCode, stdout }: ExecResult, path: string): CheckedFile | 'missing' | Finding {
  if (exitCode === missingCode) return 'missing'
  if (exitCode === oddCode) return unseen(`${path} is neither a file nor a folder.`)
  const [, kind, size, place] = /^(file|folder) +(\d+) \.\/([^\n]*)\n/.exec(stdout) ?? []
  if (exitCode !== 0 || place === undefined) return unseenYet(`${path} could not be read at the desk.`)
  const text = stdout.slice(stdout.indexOf('\n') + 1)
  return { place, kind: kind === 'folder' ? 'folder' : 'file', sizeBytes: Number(size), text }
}

/** Of a worker outside the platform sees what it uploaded, and nothing else. */
export function uploadedWorkspace(work: Work): Workspace {
  return {
    file: (path) => uploadedFile(work, path),
    run: async () =>
      unseen('A command can only be run at a desk, and this was worked on outside. A person has to look.'),
  }
}

function uploadedFile(work: Work, path: string): Promise<CheckedFile | 'missing'> {
  const places = placesOf(work, path)
  return transactAsOrchestrator(async (tx) => {
    const found = await tx
      .selectFrom('taskFiles')
      .where('runId', '=', work.runId)
      .where('path', 'in', places)
      .select(['path', 'sizeBytes', 'content'])
      .execute()
    const file = places
      .map((place) => found.find((one) => one.path === place))
      .find((one) => one !== undefined)
    if (!file) return 'missing'
    const text = file.content.subarray(0, mostBytes).toString('utf8')
    return { place: file.path, kind: 'file', sizeBytes: file.sizeBytes, text }
  })
}
