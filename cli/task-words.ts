// Tasks in words, for people.
import { plainLine } from '#lib/wire/plain-text.ts'
import type { Task, TaskCard } from '#lib/wire/task.ts'
import { indented, type Output } from './output.ts'

const priorities = ['low', '', 'high', 'urgent']

export const statusOf = ({ status, progress }: Pick<TaskCard, 'status' | 'progress'>) =>
  status === 'running' && progress ? `running: ${plainLine(progress.state)}` : status.replaceAll('_', ' ')

export function taskTable(output: Output, cards: TaskCard[]): string[] {
  const rows = cards.map((card) => [
    `#${card.number}`,
    shorten(statusOf(card), 32),
    priorities[card.priority] ?? '',
    shorten(card.worker?.name ?? '', 24),
    card.title,
  ])
  return output.table(['task', 'status', 'priority', 'who', 'title'], rows)
}

const shorten = (text: string, length: number) =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`

export function wholeTask(output: Output, found: Task): string[] {
  const { why, parts, checkResults, runs, questions } = found
  const failed = checkResults.filter(({ outcome }) => outcome !== 'passed')
  return [
    `${output.strong(`#${found.number} ${plainLine(found.title)}`)}  ${statusOf(found)}`,
    ...(why ? [`Why: ${plainLine(why.text)}${why.action === '' ? '' : ` → ${plainLine(why.action)}`}`] : []),
    ...(found.worker ? [`Who: ${plainLine(found.worker.name)}`] : []),
    ...(found.labels.length > 0 ? [`Labels: ${plainLine(found.labels.join(', '))}`] : []),
    ...(found.requires.length > 0 ? [`Requires: ${found.requires.join(', ')}`] : []),
    ...(parts.total > 0 ? [`Parts: ${parts.done} of ${parts.total} done, ${parts.failed} failed`] : []),
    ...(found.dependsOn.length > 0
      ? [
          `After: ${found.dependsOn.map((one) => `#${one.number} (${one.status.replaceAll('_', ' ')})`).join(', ')}`,
        ]
      : []),
    ...(runs.length > 0 ? [`Attempts: ${found.attempts} of ${found.maxAttempts}`] : []),
    ...(found.costMicros > 0 ? [`Cost: $${(found.costMicros / 1_000_000).toFixed(2)}`] : []),
    ...section(output, 'Description', found.description),
    ...section(output, 'Summary', found.summary),
    ...section(
      output,
      'What went wrong',
      found.failure ? `${found.failure.text} ${found.failure.action}` : '',
    ),
    ...section(output, 'Sent back with', found.feedback),
    ...section(
      output,
      'Checks that failed',
      failed.map(({ checkId, text }) => `${checkId}: ${text}`).join('\n'),
    ),
    ...section(
      output,
      'Open questions',
      questions
        .filter(({ state }) => state === 'open')
        .map(({ text, options }) => [text, ...options.map((option) => `- ${option}`)].join('\n'))
        .join('\n'),
    ),
  ]
}

function section(output: Output, heading: string, text: string): string[] {
  return text.trim() === '' ? [] : ['', output.faint(heading), ...indented(text.trim())]
}
