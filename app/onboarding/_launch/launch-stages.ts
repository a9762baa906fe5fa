// A starting desk in words: its phases, gathered into the stages that people see. Pure.
import type { Employee } from '#lib/wire/employee.ts'

interface Stage {
  key: string
  label: string
  phases: readonly string[]
  note?: string
  /** Shown only when it happens: most starts skip it. */
  isRare?: boolean
}

const stages: readonly Stage[] = [
  {
    key: 'host',
    label: 'Finding a free place',
    phases: ['waiting_for_host', 'preparing_host', 'host_unable', 'waiting_for_turn', 'trying_again'],
  },
  {
    key: 'install',
    label: 'Installing OpenClaw on this machine',
    phases: ['installing_openclaw'],
    note: 'Only the first time, about a minute',
    isRare: true,
  },
  {
    key: 'home',
    label: 'Furnishing the desk',
    phases: ['preparing_desk', 'cannot_be_made', 'making_home', 'made'],
  },
  {
    key: 'gateway',
    label: 'Starting the gateway',
    phases: ['starting_gateway', 'waiting_for_ready', 'not_answering', 'stopping', 'exited', 'given_up'],
    note: 'Usually 8 to 15 s',
  },
  {
    key: 'retry',
    label: 'Waiting to try again',
    phases: ['waiting_to_retry'],
    note: 'It did not come up and is tried again by itself',
    isRare: true,
  },
  { key: 'ready', label: 'Lamp on', phases: ['ready'] },
]

export interface StageState {
  key: string
  label: string
  state: 'waiting' | 'running' | 'done' | 'failed'
  startedAt: string | null
  endedAt: string | null
  note?: string
}

/** When each stage was first seen, by its key; what came before the page was opened is not in it. */
export type StagesSeen = Readonly<Record<string, string>>

function stageOf(phase: string): string {
  return stages.find((stage) => stage.phases.includes(phase))?.key ?? 'host'
}

export function noteStage(seen: StagesSeen, desk: Employee['desk']): StagesSeen {
  const key = stageOf(desk.phase)
  return key in seen ? seen : { ...seen, [key]: desk.phaseStartedAt }
}

export function launchStages(employee: Pick<Employee, 'lifecycle' | 'desk'>, seen: StagesSeen): StageState[] {
  const now = employee.lifecycle === 'ready' ? 'ready' : stageOf(employee.desk.phase)
  const shown = stages.filter((stage) => !stage.isRare || stage.key === now || stage.key in seen)
  const present = shown.findIndex((stage) => stage.key === now)
  return shown.map((stage, index) => ({
    key: stage.key,
    label: stage.label,
    state: index < present ? 'done' : index > present ? 'waiting' : stateOfPresent(employee.lifecycle),
    ...(employee.lifecycle === 'starting' ? timesOf(shown, index, { present, seen }) : noTimes),
    ...(index === present && employee.lifecycle === 'starting' && stage.note && { note: stage.note }),
  }))
}

const noTimes = { startedAt: null, endedAt: null }

/** A stage whose start or end was not seen has no length to show. */
function timesOf(shown: readonly Stage[], index: number, past: { present: number; seen: StagesSeen }) {
  const { present, seen } = past
  const startedAt = seen[shown[index]?.key ?? ''] ?? null
  const endedAt = index < present ? endOf(shown, index, seen) : null
  const isLit = index === shown.length - 1
  if (isLit || startedAt === null || (index < present && endedAt === null)) {
    return noTimes
  }
  return { startedAt, endedAt }
}

function stateOfPresent(lifecycle: Employee['lifecycle']): StageState['state'] {
  if (lifecycle === 'ready') return 'done'
  if (lifecycle === 'needs_attention') return 'failed'
  return lifecycle === 'starting' ? 'running' : 'waiting'
}

function endOf(shown: readonly Stage[], index: number, seen: StagesSeen): string | null {
  const next = shown.slice(index + 1).find((stage) => stage.key in seen)
  return next ? (seen[next.key] ?? null) : null
}
