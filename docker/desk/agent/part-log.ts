// Passes on what a part says, line by line, without secrets and without letting it flood the container's log.
import { redact } from './redact.ts'

export interface PartLog {
  add: (chunk: string) => void
  /** The last lines, for whoever asks why it ended. */
  tail: () => string
}

interface PartLogInput {
  name: string
  secrets: () => readonly string[]
  write: (line: string) => void
  now?: () => number
}

const keptLines = 40
const keptCharacters = 6000
const longestLine = 2000
const windowMs = 10_000
const linesPerWindow = 200
const escapeSequence = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, 'g')

export function openPartLog({ name, secrets, write, now = Date.now }: PartLogInput): PartLog {
  let unfinished = ''
  let tail: string[] = []
  const mayPass = limitOf(now, (left) => write(`${name}: … ${left} lines left out`))

  const addLine = (raw: string) => {
    const line = redact(raw.replace(escapeSequence, '').replaceAll('\0', ''), secrets()).trimEnd()
    if (line === '') return
    tail = [...tail, line].slice(-keptLines)
    if (mayPass()) write(`${name}: ${line}`)
  }
  return {
    add: (chunk) => {
      const lines = `${unfinished}${chunk}`.split('\n')
      unfinished = (lines.pop() ?? '').slice(-longestLine)
      for (const line of lines) addLine(line.slice(0, longestLine))
    },
    tail: () => {
      const rest = redact(unfinished, secrets())
      return [...tail, ...(rest ? [rest] : [])].slice(-keptLines).join('\n').slice(-keptCharacters)
    },
  }
}

/** So many lines in a window of time; the rest is counted and told when the next window begins. */
function limitOf(now: () => number, tellLeftOut: (lines: number) => void): () => boolean {
  let begunAt = now()
  let passed = 0
  let leftOut = 0
  return () => {
    if (now() - begunAt >= windowMs) {
      if (leftOut > 0) tellLeftOut(leftOut)
      begunAt = now()
      passed = 0
      leftOut = 0
    }
    if (passed < linesPerWindow) {
      passed += 1
      return true
    }
    leftOut += 1
    return false
  }
}
