// Comma-separated values as RFC 4180 has them, safe to open in a spreadsheet. Pure.

/** Lets spreadsheets read names as UTF-8. */
export const byteOrderMark = '\uFEFF'

export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = disarmed(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** What spreadsheets take for a formula begins with one of these, also after blanks and in the wide forms. */
const beginsFormula = /^[\s\p{Cc}]*[=+\-@＝＋－＠]|^[\t\r\n]/u

/** An apostrophe before it makes it text, in every spreadsheet. */
function disarmed(text: string): string {
  return beginsFormula.test(text) ? `'${text}` : text
}
