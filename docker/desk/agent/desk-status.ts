// What the agent tells of its desk, and how the one word for all of it follows from the parts.

const partNames = ['display', 'windows', 'browser', 'gateway'] as const
export type PartName = (typeof partNames)[number]

export type ExitCause =
  | 'bad_config'
  | 'out_of_memory'
  | 'port_taken'
  | 'stuck'
  | 'killed'
  | 'crashed'
  | 'ended'

export interface PartExit {
  code: number | null
  signal: string | null
  cause: ExitCause
  /** For people: what happened, and what to do about it. */
  reason: string
  action: string
  /** The last lines it said, without secrets. */
  logTail: string
}

export interface PartStatus {
  state: 'waiting' | 'starting' | 'up' | 'backing_off' | 'down'
  since: string
  restarts: number
  lastExit: PartExit | null
}

interface Failure {
  code: string
  text: string
  action: string
}

/** What is known; everything else follows from it. */
export interface DeskFacts {
  parts: Record<PartName, PartStatus>
  handover: { generation: number; filesHash: string; configHash: string } | null
  isWritingFiles: boolean
  /** The gateway answers, and says that it is not ready yet. */
  gatewayAnswers: boolean
  inputPaused: boolean
  isEnding: boolean
  home: { bytes: number; limitBytes: number }
  memory: { bytes: number; limitBytes: number; oomKills: number }
  activeAt: string
  complaint: Failure | null
}

export interface DeskStatus {
  state: 'starting' | 'ready' | 'failed'
  phase: string
  since: string
  generation: number | null
  filesHash: string
  configHash: string
  inputPaused: boolean
  parts: Record<PartName, PartStatus>
  home: DeskFacts['home']
  memory: DeskFacts['memory']
  activeAt: string
  failure: Failure | null
}

/** Pure. `since` is the moment the phase began. */
export function statusOf(facts: DeskFacts, since: string): DeskStatus {
  const phase = phaseOf(facts)
  const { parts, handover, inputPaused, home, memory, activeAt } = facts
  return {
    state: phase === 'ready' ? 'ready' : phase === 'failed' ? 'failed' : 'starting',
    phase,
    since,
    generation: handover?.generation ?? null,
    filesHash: handover?.filesHash ?? '',
    configHash: handover?.configHash ?? '',
    inputPaused,
    parts,
    home,
    memory,
    activeAt,
    failure: failureOf(facts) ?? facts.complaint,
  }
}

/** What holds the desk up now. Pure. */
export function phaseOf(facts: DeskFacts): string {
  const { parts } = facts
  if (facts.isEnding) return 'ending'
  if (partNames.some((name) => parts[name].state === 'down')) return 'failed'
  if (facts.isWritingFiles) return 'writing_files'
  if (facts.handover && parts.gateway.state !== 'up')
    return facts.gatewayAnswers ? 'waiting_for_ready' : 'starting_gateway'
  if (parts.display.state !== 'up' || parts.windows.state !== 'up') return 'starting_desktop'
  if (parts.browser.state !== 'up') return 'starting_browser'
  return facts.handover ? 'ready' : 'awaiting_handover'
}

const spoken: Record<PartName, string> = {
  display: 'The display',
  windows: 'The window manager',
  browser: 'The browser',
  gateway: 'The gateway',
}

function failureOf({ parts }: DeskFacts): Failure | null {
  const name = partNames.find((part) => parts[part].state === 'down')
  if (!name) return null
  const exit = parts[name].lastExit
  if (exit?.cause === 'bad_config') return { code: 'bad_config', text: exit.reason, action: exit.action }
  return {
    code: `${name}_keeps_failing`,
    text: `${spoken[name]} was started again and again and did not stay up. ${exit?.reason ?? ''}`.trim(),
    action: exit?.action ?? 'Make the desk again. The home is untouched.',
  }
}
