// Words from elsewhere as they may stand on a terminal or in a log: without anything a terminal would obey.
import { stripVTControlCharacters } from 'node:util'

/** Control characters besides tab and line feed, what turns the direction of writing, and halves of characters. */
const unprintable = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu

export function plainText(text: string): string {
  return stripVTControlCharacters(text.replaceAll('\r\n', '\n')).replace(unprintable, (found) =>
    found === '\t' || found === '\n' ? found : '',
  )
}

export function plainLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').trim()
}
