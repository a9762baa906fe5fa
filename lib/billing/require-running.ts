// The one gate of money. Every verb by which an employee would work goes through a door; where a company stands decides which are open.
import type { CompanyCaller } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import type { Entitlement, Standing } from '#lib/wire/me.ts'
import { paymentRequired } from './payment-required.ts'
import { readEntitlement } from './read-entitlement.ts'

/**
 * hire: somebody begins (again) to work here; desk: one's desk runs, is made anew, or gets another home; chat: an employee is spoken to;
 * task: work is handed out or goes on; desktop: somebody sees or drives a desktop.
 */
export type Door = 'hire' | 'desk' | 'chat' | 'task' | 'desktop'

const whileLooking: ReadonlySet<Door> = new Set<Door>(['hire', 'desk', 'chat'])
const working: ReadonlySet<Standing> = new Set<Standing>(['trial', 'paying', 'past_due'])

/** Pure. Programs come with a plan: whoever looks around does so in person. */
function mayPass(standing: Standing, door: Door, by: CompanyCaller['kind']): boolean {
  if (standing === 'looking') return by === 'member' && whileLooking.has(door)
  return working.has(standing)
}

/** @throws AppError `payment_required` in words that fit the company's standing. */
export async function requireRunning(tx: Tx, caller: CompanyCaller, door: Door): Promise<Entitlement> {
  const entitlement = await readEntitlement(tx, caller.companyId)
  if (!mayPass(entitlement.standing, door, caller.kind)) throw paymentRequired(entitlement)
  return entitlement
}
