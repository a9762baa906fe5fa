// Data to stdout, everything else to stderr. Words that came from the API never reach a terminal with their control characters.
import { stripVTControlCharacters } from 'node:util'
import { plainLine, plainText } from '#lib/wire/plain-text.ts'
import type { CliEnvironment } from './env.ts'

export interface Output {
  /** As JSON when that was asked for, else as the words that `write` makes. */
  show: <Data>(data: Data, write: (data: Data) => string[]) => void
  /** One line for a person who waits; silent with --quiet. */
  tell: (line: string) => void
  table: (head: string[], rows: string[][]) => string[]
  strong: (text: string) => string
  faint: (text: string) => string
}

interface Wishes {
  json: boolean
  quiet: boolean
}

const assumedWidth = 120
const narrowest = 40
const gap = '  '

export function openOutput({ width, colours }: CliEnvironment, { json, quiet }: Wishes): Output {
  const paint = (code: number, text: string) =>
    colours && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text
  const print = (line: string) => void process.stdout.write(`${line}\n`)
  return {
    show(data, write) {
      if (json) print(JSON.stringify(data))
      else for (const line of write(data)) print(line)
    },
    tell(line) {
      if (!quiet) process.stderr.write(`${plainLine(line)}\n`)
    },
    table: (head, rows) => tableOf(head, rows, width ?? assumedWidth, (text) => paint(2, text)),
    strong: (text) => paint(1, text),
    faint: (text) => paint(2, text),
  }
}

/** Columns as wide as their widest cell; the last one takes what is left and is cut there. */
export function tableOf(
  head: string[],
  rows: string[][],
  width: number,
  faint: (text: string) => string,
): string[] {
  const plain = rows.map((row) => row.map(plainLine))
  const widths = head.map((name, at) =>
    Math.max(widthOf(name), ...plain.map((row) => widthOf(row[at] ?? ''))),
  )
  const before = widths.slice(0, -1).reduce((sum, each) => sum + each + gap.length, 0)
  const left = Math.max(narrowest, width) - before
  const line = (cells: string[]) =>
    cells
      .map((cell, at) => (at === head.length - 1 ? cut(cell, Math.max(left, 8)) : pad(cell, widths[at] ?? 0)))
      .join(gap)
      .trimEnd()
  return [faint(line(head)), ...plain.map(line)]
}

const segments = new Intl.Segmenter()
/** East Asian letters and emoji take two columns. */
const wide =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u

function widthOf(text: string): number {
  let width = 0
  for (const { segment } of segments.segment(stripVTControlCharacters(text)))
    width += wide.test(segment) ? 2 : 1
  return width
}

const pad = (text: string, width: number) => text + ' '.repeat(Math.max(0, width - widthOf(text)))

function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let kept = ''
  for (const { segment } of segments.segment(text)) {
    if (widthOf(kept + segment) > width - 1) break
    kept += segment
  }
  return `${kept}…`
}

/** Words of several lines, moved in. */
export function indented(text: string): string[] {
  return plainText(text)
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
}
