// Offsets into a message count Unicode code points, as Postgres does; JavaScript counts UTF-16 units.

export function lengthInCodePoints(text: string): number {
  let length = 0
  for (const _ of text) length++
  return length
}

/** Where the code point number `offset` begins, in UTF-16 units; the end of the text when it is shorter. */
export function unitIndexOf(text: string, offset: number): number {
  let units = 0
  let points = 0
  while (points < offset && units < text.length) {
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1
    points++
  }
  return units
}

export function sliceCodePoints(text: string, start: number, end?: number): string {
  const from = unitIndexOf(text, start)
  return end === undefined ? text.slice(from) : text.slice(from, unitIndexOf(text, end))
}
