// Which of the claims that wait go next, in one statement.
interface Sizes {
  /** With so many in each statement, all ways have something to do. */
  fairShare: number
  togetherAtMost: number
}

/**
 * Company after company, in the order of those who have waited longest, until it is a fair share. Claims of one company wait for each other's
 * commit, so all of its go along: the rest would only stand there meanwhile. Companies that are `underWay` are passed over.
 */
export function nextClaims<T extends { companyId: string }>(
  waiting: readonly T[],
  underWay: ReadonlySet<string>,
  { fairShare, togetherAtMost }: Sizes,
): T[] {
  const free = waiting.filter(({ companyId }) => !underWay.has(companyId))
  const going: T[] = []
  for (const ofOne of Map.groupBy(free, ({ companyId }) => companyId).values()) {
    if (going.length >= fairShare) break
    if (going.length > 0 && going.length + ofOne.length > togetherAtMost) break
    going.push(...ofOne.slice(0, togetherAtMost))
  }
  return going
}
