// What happened to a task, in words: one line for each entry of its timeline. Pure.
import type { Task } from '#lib/wire/task.ts'
import type { TimelineEntry, TimelineKind } from '#lib/wire/timeline.ts'
import { costInWords } from '../../_words/money.ts'
import { progressInWords, statusInWords } from '../../_words/status.ts'

export const timelineFilters = ['all', 'people', 'runs', 'tools', 'costs'] as const
export type TimelineFilter = (typeof timelineFilters)[number]

export interface TimelineWords {
  /** Continues the name of who did it. */
  text: string
  /** What was said, where words belong to it. */
  quote?: string
  isBad?: boolean
}

const runKinds: ReadonlySet<TimelineKind> = new Set<TimelineKind>([
  'claimed',
  'progress',
  'artifact',
  'reported',
  'lease_lost',
  'checked',
  'asked',
  'routed',
  'status',
])

/** Which of a task's lines a filter shows. */
export function passes(entry: TimelineEntry, filter: TimelineFilter, costMicros: number): boolean {
  // An attempt that began says so itself.
  if (entry.kind === 'status' && isWorkedOn.has(entry.data.to)) return false
  switch (filter) {
    case 'all':
      return true
    case 'people':
      return entry.actor.kind === 'member' || entry.actor.kind === 'api_key' || entry.kind === 'commented'
    case 'runs':
      return runKinds.has(entry.kind)
    case 'tools':
      return entry.kind === 'tool'
    case 'costs':
      return costMicros > 0
  }
}

/** What the step that a line tells the end of has cost; 0 for a line that costs nothing. */
export function costOf(entry: TimelineEntry, task: Pick<Task, 'runs' | 'plan'>): number {
  if (entry.kind === 'planned') return task.plan?.id === entry.data.planId ? task.plan.costMicros : 0
  if (entry.kind !== 'reported' && entry.kind !== 'lease_lost') return 0
  return task.runs.find(({ id }) => id === entry.runId)?.costMicros ?? 0
}

const fieldNames: Record<string, string> = {
  assigneeId: 'assignee',
  allowanceMicros: 'allowance',
  dependsOn: 'what it waits for',
  maxAttempts: 'attempts',
  needsReview: 'review',
  requires: 'needs',
}

const isWorkedOn: ReadonlySet<string> = new Set(['claimed', 'running'])

const outcomes: Record<string, string> = {
  completed: 'finished the work',
  failed: 'could not do it',
  released: 'gave the task back',
}

type EntryOf<Kind extends TimelineKind> = Extract<TimelineEntry, { kind: Kind }>
type Writers = { [Kind in TimelineKind]: (entry: EntryOf<Kind>, nameOf: NameOf) => TimelineWords }
type NameOf = (employeeId: string) => string

const writers: Writers = {
  created: () => ({ text: 'made this task' }),
  status: ({ data, actor }) => ({
    text:
      data.to === 'ready' && actor.kind === 'system' && data.from !== undefined && isWorkedOn.has(data.from)
        ? 'gave it back for another attempt'
        : `moved it to ${statusInWords[data.to]}`,
    ...(data.failure && { quote: `${data.failure.text} ${data.failure.action}`.trim(), isBad: true }),
  }),
  changed: ({ data }) => ({ text: `changed ${listOf(data.fields.map((one) => fieldNames[one] ?? one))}` }),
  planned: ({ data }) => ({
    text: data.steps === 1 ? 'planned one step' : `planned ${data.steps} steps`,
    quote: data.summary,
  }),
  plan_approved: () => ({ text: 'approved the plan' }),
  plan_changed: () => ({ text: 'changed the plan' }),
  claimed: ({ data }) => ({ text: `began attempt ${data.attempt}` }),
  progress: ({ data }) => ({
    text: progressInWords(data.state).toLowerCase(),
    ...(data.note && { quote: data.note }),
  }),
  tool: ({ data }) => ({ text: `used ${data.name.replaceAll(/[_-]+/g, ' ')}`, isBad: data.isError ?? false }),
  artifact: ({ data }) => ({ text: `made ${data.path}` }),
  reported: ({ data }) => ({
    text: outcomes[data.outcome] ?? data.outcome,
    quote: data.failure ? `${data.failure.text} ${data.failure.action}`.trim() : data.summary,
    isBad: data.outcome === 'failed',
  }),
  lease_lost: ({ data }) => ({
    text: `was not heard of any more, so attempt ${data.attempt} was taken from them`,
    isBad: true,
  }),
  checked: ({ data }) =>
    data.failed === 0
      ? {
          text:
            data.passed === 1
              ? 'looked at the check: it passed'
              : `looked at ${data.passed} checks: all passed`,
        }
      : {
          text: `looked at ${data.passed + data.failed} checks: ${data.failed} failed`,
          quote: listOf(data.failedTitles),
          isBad: true,
        },
  sent_back: ({ data }) => ({ text: 'sent it back', quote: data.feedback }),
  approved: () => ({ text: 'approved the work' }),
  asked: ({ data }) => ({ text: 'asked', quote: data.text }),
  answered: ({ data }) => ({ text: 'answered', quote: data.answer }),
  parked: ({ data }) => ({ text: 'stopped because of what it costs', quote: data.text }),
  resumed: () => ({ text: 'let it go on from where it stopped' }),
  commented: ({ data }) => ({ text: 'wrote', quote: data.text }),
  routed: ({ data }, nameOf) => ({ text: `gave it to ${nameOf(data.assigneeId)}`, quote: data.reason }),
}

export function timelineWords(entry: TimelineEntry, nameOf: NameOf): TimelineWords {
  return write(entry, nameOf)
}

/** Each kind has its own writer; the pair is told apart by one word. */
function write<Kind extends TimelineKind>(
  entry: EntryOf<Kind> & { kind: Kind },
  nameOf: NameOf,
): TimelineWords {
  return writers[entry.kind](entry, nameOf)
}

/** Who did it: the platform itself has a name, too; a desk's worker is called like the employee. */
export function actorName({ actor, kind, data, runId }: TimelineEntry, { runs }: Pick<Task, 'runs'>): string {
  if (kind === 'lease_lost' || kind === 'claimed') {
    return runs.find(({ id }) => id === runId)?.worker.name ?? data.workerName
  }
  return actor.kind === 'system' || actor.name === '' ? 'Deskhand' : actor.name
}

export function costWords(micros: number): string {
  return micros > 0 ? costInWords(micros) : ''
}

function listOf(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
