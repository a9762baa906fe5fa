import { existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

const maxBytes = 5 * 1024 * 1024

/** Called before a start: a log that has grown too long becomes <name>.1. */
export function rotateLog(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  if (existsSync(file) && statSync(file).size > maxBytes) renameSync(file, `${file}.1`)
}

export function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0
}

/** The end of what was written after the first `startBytes`. */
export function lastLines(file: string, startBytes = 0, count = 12): string {
  if (!existsSync(file)) return ''
  const text = readFileSync(file).subarray(startBytes).toString('utf8').trimEnd()
  return text.split('\n').slice(-count).join('\n')
}
