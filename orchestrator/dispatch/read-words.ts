// What a desk says while it works, as lines of the log and as progress. Pure.

export interface Progress {
  /** Which line of the run it was. */
  line: number
  state: string
  note: string | undefined
}

const maxLineLength = 4000
const progressShape = /^[\s>*_`#-]*PROGRESS:\s*(\S.*)$/

/** The lines that are whole: the last one is while it is being written only when the turn has ended. */
export function linesOf(text: string, isWhole: boolean): string[] {
  if (text === '') return []
  const lines = text.split('\n')
  return (isWhole ? lines : lines.slice(0, -1)).map((line) => line.trimEnd().slice(0, maxLineLength))
}

export function progressIn(lines: readonly string[], firstLine: number): Progress[] {
  return lines.flatMap((text, index) => {
    const said = progressShape.exec(text)?.[1]?.replace(/[*_`\s]+$/, '')
    if (!said) return []
    const [, state = said, note] = /^(.{1,80}?)\s+[-–—:]\s+(.+)$/.exec(said) ?? []
    return [{ line: firstLine + index, state: state.trim().slice(0, 80), note: note?.slice(0, 2000) }]
  })
}

const maxSummaryLength = 20_000

/** What was said last is the summary: the words after the last tool, or else all of them. */
export function summaryOf(text: string, lastToolAt: number): string {
  const [end, all] = [withoutProgress(textAfter(text, lastToolAt)), withoutProgress(text)]
  return (end === '' ? all : end).slice(0, maxSummaryLength)
}

/** Counted in code points, as tools' places are. */
function textAfter(text: string, place: number): string {
  return place === 0 ? text : Array.from(text).slice(place).join('')
}

function withoutProgress(text: string): string {
  return text
    .split('\n')
    .filter((line) => !progressShape.test(line))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
