// Looks at one check of a run: each kind of check has one way to be looked at.
import type { Check, CheckKind } from '#lib/wire/check.ts'
import { type Finding, failed, passed, unseen, unseenYet } from './finding.ts'
import { type Grader, grade } from './grade.ts'
import { type Outside, openUrl, urlTimeoutMs } from './open-url.ts'
import { askThread } from './thread/ask-thread.ts'
import type { Work } from './work.ts'
import { type CheckedFile, mostBytes, placesOf, type Workspace } from './workspaces.ts'

/** All that a check may be held against. */
export interface Sight {
  work: Work
  workspace: Workspace
  outside: Outside
  grader: Grader
  signal: AbortSignal
}

type Of<Kind extends CheckKind> = Extract<Check, { kind: Kind }>

export function look(sight: Sight, check: Check): Promise<Finding> {
  switch (check.kind) {
    case 'file_exists':
      return fileExists(sight, check)
    case 'file_matches':
      return fileMatches(sight, check)
    case 'command':
      return commandSucceeds(sight, check)
    case 'url':
      return urlAnswers(sight, check)
    case 'text_contains':
      return Promise.resolve(summaryContains(sight, check))
    case 'json_schema':
      return jsonHolds(sight, check)
    case 'rubric':
      return grade(sight, check)
  }
}

/** Whether the desk has to be up for it. */
export function needsDesk(check: Check): boolean {
  const atDesk = check.kind === 'file_exists' || check.kind === 'file_matches' || check.kind === 'command'
  return atDesk || (check.kind === 'json_schema' && check.path !== undefined)
}

async function fileExists({ work, workspace }: Sight, { path }: Of<'file_exists'>): Promise<Finding> {
  const file = await workspace.file(path)
  if (file === 'missing') return failed(missing(work, path))
  if ('outcome' in file) return file
  return passed(
    file.kind === 'folder' ? `${file.place} is there.` : `${file.place} is there (${file.sizeBytes} bytes).`,
  )
}

async function fileMatches(sight: Sight, { path, pattern }: Of<'file_matches'>): Promise<Finding> {
  const file = await readable(sight, path)
  if ('outcome' in file) return file
  const answer = await askThread({ kind: 'pattern', pattern, text: file.text })
  if (answer === 'too_long') return unseen(`Looking for ${pattern} took too long and was given up.`)
  if (answer.kind === 'nonsense') return unseen(`The pattern ${pattern} is not RE2 (${answer.reason}).`)
  if (answer.kind !== 'pattern') return unseen('The pattern was not understood.')
  if (answer.line !== null)
    return passed(`${file.place} has a line that matches ${pattern}.`, { line: answer.line })
  const seen = file.sizeBytes > mostBytes ? `the first ${mostBytes} bytes` : `${file.sizeBytes} bytes`
  return failed(`${file.place} is there, and nothing in it matches ${pattern} (${seen} were looked at).`)
}

/** Escaped as JSON it is up to six times as long, and a row keeps 32 KB. */
const shownOutput = 2000

async function commandSucceeds({ workspace }: Sight, check: Of<'command'>): Promise<Finding> {
  const result = await workspace.run(check.command, check.timeoutSeconds * 1000)
  if ('outcome' in result) return result
  const { exitCode, stdout, stderr } = result
  const evidence = { exitCode, stdout: stdout.slice(-shownOutput), stderr: stderr.slice(-shownOutput) }
  const called = `\`${check.command.slice(0, 300)}\``
  if (exitCode === 0) return passed(`${called} succeeded.`, evidence)
  if (exitCode === 124)
    return failed(`${called} had not ended after ${check.timeoutSeconds} seconds.`, evidence)
  const said = lastWords(stderr) || lastWords(stdout)
  return failed(
    `${called} ended with ${exitCode}${said === '' ? ' and said nothing.' : `: ${said}`}`,
    evidence,
  )
}

function lastWords(output: string): string {
  return output.trim().slice(-600)
}

async function urlAnswers(
  { outside, signal }: Sight,
  { url, status, contains }: Of<'url'>,
): Promise<Finding> {
  const time = AbortSignal.any([signal, AbortSignal.timeout(urlTimeoutMs)])
  const page = await openUrl(outside, url, status, time)
  if ('why' in page) {
    if (page.why === 'refused') return unseen(`${page.text}.`)
    return page.why === 'unknown' ? unseenYet(`${page.text}.`) : failed(`${page.text}.`)
  }
  const led = page.url === new URL(url).href ? '' : `, which led to ${page.url}`
  if (page.status !== status) return failed(`${url}${led} answered ${page.status}, not ${status}.`)
  if (contains === undefined || page.text.includes(contains)) {
    return passed(`${url}${led} answered ${status}${contains === undefined ? '' : ` with “${contains}”`}.`)
  }
  return failed(`${url}${led} answered ${status}, and “${contains}” is not on it.`)
}

function summaryContains({ work }: Sight, { text }: Of<'text_contains'>): Finding {
  if (work.summary.includes(text)) return passed(`The summary contains “${text}”.`)
  return failed(`The summary does not contain “${text}”.`)
}

async function jsonHolds(sight: Sight, { path, schema }: Of<'json_schema'>): Promise<Finding> {
  const given = path === undefined ? reported(sight.work) : await jsonIn(sight, path)
  if ('outcome' in given) return given
  const answer = await askThread({ kind: 'schema', schema, value: given.value })
  if (answer === 'too_long') return unseen('Holding it against the schema took too long and was given up.')
  if (answer.kind === 'nonsense') return unseen(`The schema cannot be used (${answer.reason}).`)
  if (answer.kind !== 'schema') return unseen('The schema was not understood.')
  if (answer.complaints.length === 0) return passed(`${given.name} holds the schema.`)
  return failed(`${given.name} does not hold the schema: ${answer.complaints.join('; ')}.`)
}

interface Given {
  name: string
  value: unknown
}

function reported({ result }: Work): Given | Finding {
  return result === null || result === undefined
    ? failed('No result was reported.')
    : { name: 'The result', value: result }
}

async function jsonIn(sight: Sight, path: string): Promise<Given | Finding> {
  const file = await readable(sight, path)
  if ('outcome' in file) return file
  if (file.sizeBytes > mostBytes) return failed(`${file.place} is larger than ${mostBytes} bytes.`)
  try {
    return { name: file.place, value: JSON.parse(file.text) }
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'unreadable'
    return failed(`${file.place} is not JSON (${reason}).`)
  }
}

async function readable({ work, workspace }: Sight, path: string): Promise<CheckedFile | Finding> {
  const file = await workspace.file(path)
  if (file === 'missing') return failed(missing(work, path))
  if ('outcome' in file) return file
  return file.kind === 'folder' ? failed(`${file.place} is a folder, not a file.`) : file
}

function missing(work: Work, path: string): string {
  const places = placesOf(work, path).join(' or ')
  return work.employee ? `${path} is not there (looked for ${places}).` : `${path} was not uploaded.`
}
