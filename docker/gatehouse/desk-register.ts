// Which desks there are, where each of them sits and what it may open: the last complete snapshot the orchestrator gave. It is empty
// after a start, so that nobody is let through before the orchestrator has spoken.
import { createHash } from 'node:crypto'
import { isIPv4 } from 'node:net'
import { isName } from './read-authority.ts'

export interface Desk {
  deskId: string
  /** Our own address in the desk's network. */
  legAddress: string
  deskAddress: string
  /** `example.org` itself, `*.example.org` and all below, `*` any public site; refused with `!` in front. */
  sites: string[]
}

export interface DeskRegister {
  replace(desks: Desk[]): void
  byId(deskId: string): Desk | undefined
  /** Who speaks on a connection: both ends have to be right. */
  byAddresses(localAddress: string | undefined, remoteAddress: string | undefined): Desk | undefined
  read(): { digest: string; desks: Desk[] }
}

export class BadSnapshot extends Error {}

export function createDeskRegister(): DeskRegister {
  let digest = digestOf([])
  let byId = new Map<string, Desk>()
  let byPlace = new Map<string, Desk>()
  return {
    replace(desks) {
      digest = digestOf(desks)
      byId = new Map(desks.map((desk) => [desk.deskId, desk]))
      byPlace = new Map(desks.map((desk) => [placeOf(desk.legAddress, desk.deskAddress), desk]))
    },
    byId: (deskId) => byId.get(deskId),
    byAddresses: (local, remote) => byPlace.get(placeOf(local, remote)),
    read: () => ({ digest, desks: [...byId.values()] }),
  }
}

const placeOf = (leg: string | undefined, desk: string | undefined) => `${leg} ${desk}`

function digestOf(desks: Desk[]) {
  const inOrder = desks
    .map(({ deskId, legAddress, deskAddress, sites }) => [deskId, legAddress, deskAddress, sites.toSorted()])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(inOrder)).digest('hex')
}

const idShape = /^[A-Za-z0-9_-]{1,64}$/
const mostSites = 1000

/** @throws BadSnapshot saying what is wrong: a snapshot is taken whole or not at all. */
export function parseSnapshot(body: unknown): Desk[] {
  const list = isRecord(body) ? body.desks : undefined
  if (!Array.isArray(list)) throw new BadSnapshot('"desks" has to be a list')
  const desks = list.map(parseDesk)
  refuseTwice(desks.map(({ deskId }) => deskId))
  refuseTwice(desks.map(({ legAddress, deskAddress }) => placeOf(legAddress, deskAddress)))
  return desks
}

function parseDesk(entry: unknown): Desk {
  if (!isRecord(entry)) throw new BadSnapshot('a desk has to be an object')
  const { deskId, legAddress, deskAddress, sites } = entry
  if (typeof deskId !== 'string' || !idShape.test(deskId)) throw new BadSnapshot('a deskId is no plain id')
  if (typeof legAddress !== 'string' || !isIPv4(legAddress))
    throw bad(deskId, 'legAddress is no IPv4 address')
  if (typeof deskAddress !== 'string' || !isIPv4(deskAddress))
    throw bad(deskId, 'deskAddress is no IPv4 address')
  if (!Array.isArray(sites) || sites.length > mostSites)
    throw bad(deskId, `sites is no list of at most ${mostSites}`)
  return { deskId, legAddress, deskAddress, sites: sites.map((site) => parseSite(deskId, site)) }
}

function parseSite(deskId: string, site: unknown): string {
  if (typeof site !== 'string') throw bad(deskId, 'a site is no text')
  const pattern = site.replace(/^!/, '')
  if (pattern === '*' || isName(pattern.replace(/^\*\./, ''))) return site
  throw bad(deskId, 'a site is neither a name, nor *.name, nor *')
}

const bad = (deskId: string, what: string) => new BadSnapshot(`desk ${deskId}: ${what}`)

function refuseTwice(values: string[]) {
  const seen = new Set<string>()
  for (const value of values) {
    if (seen.has(value)) throw new BadSnapshot(`"${value}" is there twice`)
    seen.add(value)
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
