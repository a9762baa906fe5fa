const microsPerDollar = 1_000_000

/** What something cost, to the cent; a trace of money is not nothing. */
export function costInWords(micros: number): string {
  if (micros === 0) return '$0.00'
  const dollars = micros / microsPerDollar
  return dollars < 0.01 ? 'under $0.01' : `$${dollars.toFixed(2)}`
}
