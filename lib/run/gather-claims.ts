// Claims that arrive while others are on their way go together next: one statement and one commit for all of them. Nobody waits for company.
// As many ways as are free share what waits, so that none of them takes all while the others stand idle.
import { type Ask, type ClaimedRow, claimTogether } from './claim-together.ts'
import { nextClaims } from './next-claims.ts'

/** Each keeps a core of Postgres busy. */
const ways = 4
/** Fewer cost more to begin than they gain by going apart. */
const worthAStatement = 6
/** More save nothing more, and whoever is the first of them waits for the last. */
const togetherAtMost = 32
/** A statement that takes longer does not hold up those who come after it. */
const wayTakesMs = 50

interface Waiting {
  companyId: string
  ask: Ask
  answer: (claimed: ClaimedRow | undefined | Promise<ClaimedRow | undefined>) => void
  refuse: (error: unknown) => void
}

let waiting: Waiting[] = []
let freeWays = ways
let claimsUnderWay = 0
let isCalled = false
/** Claims of one company wait for each other's commit: they rather wait here, and go together. */
const companiesUnderWay = new Set<string>()

export function gatherClaim(ask: Ask): Promise<ClaimedRow | undefined> {
  return new Promise((answer, refuse) => {
    waiting.push({ companyId: ask.companyId, ask, answer, refuse })
    if (freeWays === ways) sendNow()
    else sendSoon()
  })
}

/** Whoever asks in the same turn of the event loop goes along. */
function sendSoon(): void {
  if (isCalled) return
  isCalled = true
  setImmediate(() => {
    isCalled = false
    sendNow()
  })
}

function sendNow(): void {
  for (let next = nextToGo(); next.length > 0; next = nextToGo()) send(next)
}

function nextToGo(): Waiting[] {
  if (freeWays === 0) return []
  const fairShare = Math.max(worthAStatement, Math.ceil((waiting.length + claimsUnderWay) / ways))
  return nextClaims(waiting, companiesUnderWay, { fairShare, togetherAtMost })
}

function send(going: Waiting[]): void {
  const gone = new Set(going)
  waiting = waiting.filter((one) => !gone.has(one))
  claimsUnderWay += going.length
  const giveWay = takeWay(new Set(going.map(({ companyId }) => companyId)))
  const late = setTimeout(giveWay, wayTakesMs)
  claimTogether(going.map(({ ask }) => ask))
    .finally(() => {
      clearTimeout(late)
      claimsUnderWay -= going.length
      giveWay()
    })
    .then(
      (claims) => going.forEach(({ answer }, place) => void answer(claims[place])),
      (error: unknown) => going.forEach(({ refuse }) => void refuse(error)),
    )
}

/** Answers with how to give it back, which counts once. */
function takeWay(companies: Set<string>): () => void {
  freeWays -= 1
  for (const company of companies) companiesUnderWay.add(company)
  let isGiven = false
  return () => {
    if (isGiven) return
    isGiven = true
    freeWays += 1
    for (const company of companies) companiesUnderWay.delete(company)
    sendSoon()
  }
}
