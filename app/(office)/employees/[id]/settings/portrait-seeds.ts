const facesAtATime = 8

/** The present face first, then others that are the same each time one comes back to a round. */
export function portraitSeeds(employeeId: string, present: string, round: number): string[] {
  const first = round * (facesAtATime - 1) + 1
  const others = Array.from(
    { length: facesAtATime },
    (_, index) => `${employeeId.slice(0, 8)}-${first + index}`,
  )
  return [present, ...others.filter((seed) => seed !== present)].slice(0, facesAtATime)
}
