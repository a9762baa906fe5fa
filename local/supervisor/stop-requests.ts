/** When to stop: a signal, or the end of the command that started us (npm killed, terminal gone). */
import { ancestorsOf, commandOf, isAlive, startTimeOf } from './processes.ts'

const watchEveryMs = 500
/** One Ctrl-C can arrive more than once: from the terminal and handed on by npm. */
const sameKeypressMs = 500

export type StopRequests = {
  /** Aborted at the first request. */
  asked: AbortSignal
  /** Resolves when somebody presses Ctrl-C again. */
  insisted: Promise<void>
}

export function listenForStop(): StopRequests {
  const asked = new AbortController()
  const insisted = Promise.withResolvers<void>()
  let askedAt = 0
  const ask = () => {
    if (asked.signal.aborted) return
    askedAt = performance.now()
    asked.abort()
  }
  const interrupt = () => {
    if (asked.signal.aborted && performance.now() - askedAt > sameKeypressMs) insisted.resolve()
    ask()
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', ask)
  process.on('SIGHUP', ask)
  const callers = callingCommands()
  setInterval(() => {
    if (callers.some((caller) => startTimeOf(caller.pid) !== caller.startTime || !isAlive(caller.pid))) ask()
  }, watchEveryMs)
  return {
    asked: asked.signal,
    insisted: insisted.promise,
  }
}

/** From our parent up to npm, when npm started us; else the parent alone. */
function callingCommands(): { pid: number; startTime: string | undefined }[] {
  const chain = ancestorsOf(process.pid)
  const npm = chain.findIndex((pid) => isNpm(commandOf(pid)))
  return chain.slice(0, Math.max(npm, 0) + 1).map((pid) => ({ pid, startTime: startTimeOf(pid) }))
}

/** npm names its own process "npm start"; before it does, it is "node …/npm start". */
function isNpm(command: string[]): boolean {
  return command.slice(0, 2).some((word) => /(^|\/)npm(-cli\.js)?( |$)/.test(word))
}
