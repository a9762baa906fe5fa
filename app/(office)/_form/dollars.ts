// Money as people type it and as the ledger counts it: micro-dollars.

const microsPerDollar = 1_000_000
const decimals = 6

/** "12.5" and "12,50" are 12_500_000; undefined for what is no amount. */
export function parseDollars(typed: string): number | undefined {
  const match = /^\$?\s*(\d{1,7})(?:[.,](\d{1,6}))?$/.exec(typed.trim())
  if (!match) return undefined
  return Number(match[1]) * microsPerDollar + Number((match[2] ?? '').padEnd(decimals, '0'))
}

/** As it is put into a box: no sign, cents when there are any. */
export function typedDollars(micros: number): string {
  const dollars = micros / microsPerDollar
  return Number.isInteger(dollars) ? String(dollars) : dollars.toFixed(Math.max(2, placesOf(dollars)))
}

export function formatDollars(micros: number): string {
  return `$${typedDollars(micros)}`
}

function placesOf(dollars: number): number {
  return String(dollars).split('.')[1]?.length ?? 0
}
