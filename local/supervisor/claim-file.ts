/** A file that one process holds at a time. A holder that died without letting go is recognised by pid and start time. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { isAlive, startTimeOf } from './processes.ts'

const claim = z.object({ pid: z.number(), startTime: z.string().nullable(), note: z.string() })
type Claim = z.infer<typeof claim>

export type ClaimResult =
  | { held: true /** The dead run that held it before. */; previous: Claim | undefined; release: () => void }
  | { held: false; holder: Claim }

export function claimFile(file: string, note: string): ClaimResult {
  const mine: Claim = { pid: process.pid, startTime: startTimeOf(process.pid) ?? null, note }
  let previous: Claim | undefined
  while (!writeNew(file, mine)) {
    const holder = readClaim(file)
    if (holder && holds(holder)) return { held: false, holder }
    previous = holder
    setAside(file, holder)
  }
  return { held: true, previous, release: () => release(file) }
}

function holds(holder: Claim): boolean {
  return isAlive(holder.pid) && (startTimeOf(holder.pid) ?? null) === holder.startTime
}

/** Appears whole or not at all: a link to a finished draft. */
function writeNew(file: string, mine: Claim): boolean {
  const draft = `${file}.${process.pid}.new`
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 })
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Renamed first and looked at again: between reading and removing, another start may have put its own in place. */
function setAside(file: string, dead: Claim | undefined): void {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  const moved = readClaim(aside)
  if (moved && moved.pid !== dead?.pid && holds(moved)) renameSync(aside, file)
  else rmSync(aside, { force: true })
}

function release(file: string): void {
  if (readClaim(file)?.pid === process.pid) rmSync(file, { force: true })
}

function readClaim(file: string): Claim | undefined {
  try {
    const parsed = claim.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
