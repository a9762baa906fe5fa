// Why a gateway ended, in words, from what it left behind. Pure.

import { lastLines, redact } from '#orchestrator/redact.ts'
import type { DeskExit, ExitCause } from '../desk-runtime.ts'

export interface ExitTraces {
  /** As a shell reports it: 128 + signal after a signal. undefined when nobody was left to write it down. */
  code: number | undefined
  log: string
  secrets: string[]
  /** The kernel killed something for want of memory while the gateway ran. */
  oomKillSeen: boolean
}

const badConfigCode = 78
const signals: Record<number, string> = {
  2: 'SIGINT',
  6: 'SIGABRT',
  7: 'SIGBUS',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  15: 'SIGTERM',
}
const tailLines = 40

export function explainExit({ code, log, secrets, oomKillSeen }: ExitTraces): DeskExit {
  const signalNumber = code !== undefined && code > 128 ? code - 128 : undefined
  const signal = signalNumber === undefined ? null : (signals[signalNumber] ?? `signal ${signalNumber}`)
  const logTail = lastLines(redact(log, secrets), tailLines)
  const cause = causeOf(code, signal, logTail, oomKillSeen)
  return {
    code: signal || code === undefined ? null : code,
    signal,
    cause,
    ...wordsFor(cause, code, signal, logTail),
    logTail,
  }
}

function causeOf(
  code: number | undefined,
  signal: string | null,
  log: string,
  oomKillSeen: boolean,
): ExitCause {
  if (code === undefined) return 'vanished'
  if (code === badConfigCode || /Invalid config at /.test(log)) return 'bad_config'
  if (/heap out of memory/.test(log) || (signal === 'SIGKILL' && oomKillSeen)) return 'out_of_memory'
  if (/EADDRINUSE|Port \d+ is already in use/.test(log)) return 'port_taken'
  if (signal === 'SIGKILL' || signal === 'SIGTERM' || signal === 'SIGINT') return 'killed'
  return code === 0 ? 'ended' : 'crashed'
}

function wordsFor(cause: ExitCause, code: number | undefined, signal: string | null, log: string) {
  switch (cause) {
    case 'vanished':
      return {
        reason:
          'The gateway is gone and nobody saw it end: the machine restarted, or everything was killed at once.',
        action: 'Start it again. The home is untouched.',
      }
    case 'bad_config':
      return {
        reason: `OpenClaw refused its configuration. ${refusalIn(log)}`.trim(),
        action: 'Starting it again does not help: the configuration must change first.',
      }
    case 'out_of_memory':
      return {
        reason: 'The gateway ran out of memory and was ended.',
        action: 'Give the machine more memory, or run fewer desks on it, and start it again.',
      }
    case 'port_taken':
      return {
        reason: "Another program took the gateway's port.",
        action: 'Start it again: it gets another port.',
      }
    case 'killed':
      return {
        reason: `Somebody ended the gateway (${signal}); it may also have been the system, for want of memory.`,
        action: 'Start it again. If it repeats, look at how much memory is free.',
      }
    case 'ended':
      return { reason: 'The gateway ended by itself, without an error.', action: 'Start it again.' }
    case 'crashed':
      return {
        reason: `The gateway failed (${signal ?? `exit code ${code}`}).`,
        action: 'Start it again. If it repeats, read the last lines of its log.',
      }
  }
}

function refusalIn(log: string): string {
  const at = log.search(/Invalid config|Gateway failed to start/)
  return at < 0 ? '' : log.slice(at, at + 500).trim()
}
