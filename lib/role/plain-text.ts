// Makes what people type safe to stand inside a line of markdown that a model reads: one line, nothing invisible,
// no sign that could open or close something, and quotation marks that only we can close.

/** Nobody types more than this on purpose; it bounds the work on what they paste. */
const maxInputLength = 20_000
/** A family of four with skin tones takes eleven; a letter buried under marks takes hundreds. */
const maxCodePointsPerGrapheme = 12

const joiner = '\u200c\u200d'
const emojiStyle = '\ufe0f'
/** Bidirectional controls, zero-width signs, tags, fillers, private use. Joiners are letters of some scripts and parts of emoji. */
const invisible = new RegExp(
  `(?![${joiner}${emojiStyle}])[\\p{Cf}\\p{Default_Ignorable_Code_Point}\\p{Co}\\p{Noncharacter_Code_Point}\\ufffd]`,
  'gu',
)
const strayJoiners = new RegExp(
  `[${joiner}]{2,}|(?<![\\p{L}\\p{M}\\p{Emoji}${emojiStyle}])[${joiner}]|[${joiner}](?![\\p{L}\\p{Emoji}])`,
  'gu',
)
const strayStyles = new RegExp(`(?<!\\p{Emoji})${emojiStyle}`, 'gu')
/** Every kind of space and line break, controls, and the blank Braille cell. */
const space = /[\p{Cc}\p{Z}\u2800]+/gu

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** One line of visible text, as a person may read it; empty when there is nothing to see. */
export function toOneLine(text: string): string {
  const visible = text
    .slice(0, maxInputLength)
    .toWellFormed()
    .replace(invisible, '')
    .replace(strayStyles, '')
    .replace(strayJoiners, '')
    .replace(space, ' ')
    .trim()
    .normalize('NFC')
  return Array.from(segmenter.segment(visible), ({ segment }) => thin(segment)).join('')
}

function thin(grapheme: string) {
  return grapheme.length <= maxCodePointsPerGrapheme
    ? grapheme
    : Array.from(grapheme).slice(0, maxCodePointsPerGrapheme).join('')
}

const plainName = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'’.,& -]*$/u
const plainNameMaxWords = 4
const plainNameMaxLength = 40

/** A name inside a sentence: bare when it looks like one, else in quotation marks. */
export function named(text: string, maxLength: number): string {
  const name = harmless(text, maxLength)
  const bare =
    plainName.test(name) && name.length <= plainNameMaxLength && name.split(' ').length <= plainNameMaxWords
  return bare || name === '' ? name : `“${name}”`
}

/** Words of a person, in quotation marks; empty when there are none. */
export function quoted(text: string, maxLength: number): string {
  const words = harmless(text, maxLength)
  return words === '' ? '' : `“${words}”`
}

const replacements: Readonly<Record<string, string>> = {
  '`': "'",
  '<': '‹',
  '>': '›',
  '{': '(',
  '}': ')',
  '[': '(',
  ']': ')',
  '|': '¦',
}

function harmless(text: string, maxLength: number) {
  const line = toOneLine(text)
    .replace(/["“”„‟«»]/g, "'")
    .replace(/[`<>{}[\]|]/g, (sign) => replacements[sign] ?? '')
  return cap(line, maxLength)
}

/** Lengths are of UTF-16, which is what files are limited by; the cut never falls inside a grapheme. */
function cap(text: string, maxLength: number) {
  if (text.length <= maxLength) return text
  let end = 0
  for (const { index, segment } of segmenter.segment(text)) {
    if (index + segment.length > maxLength - 1) break
    end = index + segment.length
  }
  return `${text.slice(0, end).trimEnd()}…`
}
