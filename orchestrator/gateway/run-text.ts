/**
 * The text of a run, segment by segment. OpenClaw streams text in throttled steps and drops the last ones of a segment
 * that turns out to stand before a tool call; a "preamble" notice then brings the whole segment, with its white space
 * collapsed. So the tail that was dropped is put back from there.
 */

type Segment = { text: string; item?: string; isWhole: boolean }

export type RunText = {
  /** Everything so far. */
  read: () => string
  /** A step of the stream: the whole text of one segment so far. */
  stream: (item: string, text: string) => void
  /** The notice that closes a segment before a tool call. */
  close: (collapsedText: string) => void
  /** The last word about the whole: it may know more of the last segment. */
  finish: (text: string) => void
  /** Text known from elsewhere, with no segments to be seen. */
  replace: (text: string) => void
}

const separator = '\n\n'

export function createRunText(): RunText {
  let segments: Segment[] = []

  /** Cuts text of unknown segments where a segment begins that `continues` accepts. */
  function cutLast(continues: (tail: string) => boolean): Segment | undefined {
    const last = segments.at(-1)
    if (!last || last.item !== undefined || last.isWhole) return undefined
    const start = segmentStarts(last.text).find((position) => continues(last.text.slice(position)))
    if (start === undefined) return undefined
    const tail: Segment = { text: last.text.slice(start), isWhole: false }
    const head = { text: last.text.slice(0, start).trimEnd(), isWhole: true }
    segments = [...segments.slice(0, -1), ...(head.text === '' ? [] : [head]), tail]
    return tail
  }

  return {
    read: () =>
      segments
        .map((segment) => segment.text)
        .filter((text) => text !== '')
        .join(separator),
    stream: (item, text) => {
      const last = segments.at(-1)
      const own = last?.item === item ? last : cutLast((tail) => text.startsWith(tail))
      if (!own) segments.push({ text, item, isWhole: false })
      else if (!own.isWhole) Object.assign(own, { text, item })
    },
    close: (collapsedText) => {
      const last = segments.at(-1)
      const isOwn = (text: string) => collapsedText.startsWith(collapse(text))
      const own = last?.item !== undefined && !last.isWhole && isOwn(last.text) ? last : cutLast(isOwn)
      if (own) Object.assign(own, { text: complete(own.text, collapsedText), isWhole: true })
      else segments.push({ text: collapsedText, isWhole: true })
    },
    finish: (text) => {
      const last = segments.at(-1)
      if (!last || last.isWhole) return
      const start = segmentStarts(text).findLast((position) => text.startsWith(last.text, position))
      if (start !== undefined) last.text = text.slice(start)
    },
    replace: (text) => {
      segments = text === '' ? [] : [{ text, isWhole: false }]
    },
  }
}

function segmentStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\n\n/g)].map((match) => match.index + match[0].length)]
}

function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function complete(text: string, collapsedText: string): string {
  const missing = collapsedText.slice(collapse(text).length)
  return missing === '' ? text : text.trimEnd() + missing
}
