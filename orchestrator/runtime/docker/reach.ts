// Who may open what, as it was last said: a gatehouse that comes back is told again, also by an orchestrator that has just begun.
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { DeskReach } from '../desk-runtime.ts'
import { writeWhole } from '../write-whole.ts'

export interface Reach {
  sitesOf: (deskId: string) => string[]
  /** Answers whether anything changed. Takes what is no site for nothing: one bad line must not close the gate for all. */
  replace: (reach: DeskReach[]) => Promise<boolean>
}

const stored = z.record(z.string(), z.array(z.string()))
const siteShape =
  /^!?(\*|(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)$/i
const mostSites = 1000

export async function openReach(file: string): Promise<Reach> {
  let sites = await read(file)
  return {
    sitesOf: (deskId) => sites[deskId] ?? [],
    async replace(reach) {
      const next = Object.fromEntries(reach.map(({ deskId, sites: given }) => [deskId, sound(given)]))
      const text = JSON.stringify(next)
      if (text === JSON.stringify(sites)) return false
      await writeWhole(file, text)
      sites = next
      return true
    },
  }
}

function sound(sites: string[]): string[] {
  const kept = sites.filter((site) => site.length <= 255 && siteShape.test(site))
  return [...new Set(kept)].sort().slice(0, mostSites)
}

async function read(file: string): Promise<Record<string, string[]>> {
  const text = await readFile(file, 'utf8').catch(() => '{}')
  try {
    return stored.parse(JSON.parse(text))
  } catch {
    // Damaged: nothing is allowed until it is said again.
    return {}
  }
}
