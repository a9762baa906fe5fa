/** Whether a text has every word of a search, however both are written: without case and accents, "zoe" finds Zoë. Pure. */
export function hasWords(text: string, search: string): boolean {
  const plainText = plain(text)
  return plain(search)
    .split(/\s+/)
    .every((word) => plainText.includes(word))
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
