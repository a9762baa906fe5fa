// What a worker tells whoever started it: lines on stderr, with the time.
import { plainLine } from '#lib/wire/plain-text.ts'

export type Say = (line: string) => void

export const say: Say = (line) => {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${plainLine(line)}\n`)
}
