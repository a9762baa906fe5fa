// A task as words for a model. Begins with our own words, so that nothing in a task stands where an option or a command would.
import type { Claim, ClaimedTask } from '#lib/wire/run.ts'

const longestPart = 20_000

export function promptOf({ task, run }: Claim): string {
  return [
    `You have been given task #${task.number}. Do it to the end; nobody can answer questions meanwhile.`,
    bounded(task.title),
    bounded(task.description),
    partOf(task),
    before(task),
    comments(task),
    files(task),
    checks(task),
    again(task, run.attempt),
    'Work in the current folder. Files that you leave there are handed in with the task. ' +
      'End with a short summary of what you did, for the person who gave you the task.',
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .replaceAll('\0', '')
}

const bounded = (text: string) => (text.length <= longestPart ? text : `${text.slice(0, longestPart)} […]`)

function section(heading: string, lines: string[]): string {
  return lines.length === 0 ? '' : bounded([`## ${heading}`, ...lines].join('\n'))
}

function partOf({ role, parent }: ClaimedTask): string {
  const lines = [
    ...(role === '' ? [] : [`Your role: ${role}`]),
    ...(parent ? [`This is a part of #${parent.number} ${parent.title}`, quoted(parent.description)] : []),
  ]
  return section('Where it belongs', lines)
}

/** Indented, so that it reads as something quoted and not as the task itself. */
const quoted = (text: string) => text.replace(/^/gm, '    ')

const before = ({ before: ended }: ClaimedTask) =>
  section(
    'What came before',
    ended.map(({ number, title, summary }) => `- #${number} ${title}\n${quoted(summary)}`),
  )

const comments = ({ comments: said }: ClaimedTask) =>
  section(
    'Comments',
    said.map(({ authorName, text }) => `- ${authorName}:\n${quoted(text)}`),
  )

const files = ({ files: attached }: ClaimedTask) =>
  section(
    'Files in the current folder',
    attached.map(({ path, mediaType }) => `- ${path} (${mediaType})`),
  )

const checks = ({ checks: wanted }: ClaimedTask) =>
  section(
    'What will be checked when you are done',
    wanted.map(({ title, ...check }) => `- ${title || check.id}: ${quoted(JSON.stringify(check)).trim()}`),
  )

const again = ({ feedback }: ClaimedTask, attempt: number) =>
  feedback === ''
    ? ''
    : section(`This is attempt ${attempt}. What was said about the one before`, [quoted(feedback)])
