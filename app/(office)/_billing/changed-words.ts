/** What came of a change: at Stripe it is done; the office may hear of it a moment later. */
export function changedInWords({ isConfirmed }: { isConfirmed: boolean }, done: string): string {
  return isConfirmed ? done : 'Stripe has the change. The office shows it in a moment.'
}
