// Why a part ended, in words, from what it left behind. Pure.
import type { ExitCause, PartExit, PartName } from './desk-status.ts'

export interface ExitTraces {
  name: PartName
  code: number | null
  signal: string | null
  logTail: string
  /** The kernel ended something for want of memory while it ran. */
  oomKillSeen: boolean
  /** We ended it because it no longer answered. */
  wasStuck: boolean
}

const badConfigCode = 78
const spoken: Record<PartName, string> = {
  display: 'display',
  windows: 'window manager',
  browser: 'browser',
  gateway: 'gateway',
}

export function explainExit(traces: ExitTraces): PartExit {
  const { code, signal, logTail } = traces
  const cause = causeOf(traces)
  return { code, signal, cause, ...wordsFor(cause, traces), logTail }
}

function causeOf({ name, code, signal, logTail, oomKillSeen, wasStuck }: ExitTraces): ExitCause {
  if (name === 'gateway' && (code === badConfigCode || /Invalid config at /.test(logTail)))
    return 'bad_config'
  if (/heap out of memory/.test(logTail) || (signal === 'SIGKILL' && oomKillSeen)) return 'out_of_memory'
  if (wasStuck) return 'stuck'
  if (/EADDRINUSE|Port \d+ is already in use/.test(logTail)) return 'port_taken'
  if (signal === 'SIGKILL' || signal === 'SIGTERM' || signal === 'SIGINT') return 'killed'
  return code === 0 ? 'ended' : 'crashed'
}

function wordsFor(cause: ExitCause, { name, code, signal, logTail }: ExitTraces) {
  const part = spoken[name]
  switch (cause) {
    case 'bad_config':
      return {
        reason: `OpenClaw refused its configuration. ${refusalIn(logTail)}`.trim(),
        action: 'Starting it again does not help: the configuration must change first.',
      }
    case 'out_of_memory':
      return {
        reason: `The ${part} ran out of memory and was ended.`,
        action: 'It is started again. If it repeats, give the desk more memory.',
      }
    case 'port_taken':
      return {
        reason: `Something else at the desk took the ${part}'s port.`,
        action: 'It is started again. If it repeats, make the desk again.',
      }
    case 'stuck':
      return {
        reason: `The ${part} ran and no longer answered, so it was ended.`,
        action: 'It is started again. If it repeats, read the last lines of its log.',
      }
    case 'killed':
      return {
        reason: `Something at the desk ended the ${part} (${signal}).`,
        action: 'It is started again. If it repeats, look at how much memory the desk has left.',
      }
    case 'ended':
      return { reason: `The ${part} ended by itself, without an error.`, action: 'It is started again.' }
    case 'crashed':
      return {
        reason: `The ${part} failed (${signal ?? `exit code ${code}`}).`,
        action: 'It is started again. If it repeats, read the last lines of its log.',
      }
  }
}

function refusalIn(log: string): string {
  const at = log.search(/Invalid config|Gateway failed to start/)
  return at < 0 ? '' : log.slice(at, at + 500).trim()
}
