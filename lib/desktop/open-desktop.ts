import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { authorize, may } from '#lib/access/authorize.ts'
import type { CompanyCaller, Member } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import type { OpenedDesktop } from '#lib/wire/desktop.ts'
import type { Employee } from '#lib/wire/employee.ts'
import { deskHostOf, deskUrlOf } from './desk-host.ts'
import { type DeskToSee, deskToSee, requireReady } from './desk-to-see.ts'
import { requirePerson } from './require-person.ts'
import { signTicket, ticketLifeMs } from './ticket.ts'

/** Where desks are seen, and what tickets are signed with. */
export interface DeskHosts {
  hostsUrl: string
  ticketSecret: string
}

/**
 * A ticket to the desktop of an employee; whoever sleeps is woken instead, and the answer says so.
 * @throws AppError `conflict` while there is no desktop to see, with the reason in words.
 */
export function openDesktop(
  caller: CompanyCaller,
  input: { id: string },
  hosts: DeskHosts,
): Promise<OpenedDesktop> {
  authorize(caller, 'desktop.see')
  const member = requirePerson(caller)
  return transact(caller, async (tx) => {
    const desk = await deskToSee(tx, member, input.id)
    if (desk.employee.lifecycle === 'asleep') return wake(tx, member, desk.employee)
    requireReady(desk.employee)
    return issue(tx, member, desk, hosts)
  })
}

async function wake(tx: Tx, member: Member, { id, name, desk }: Employee): Promise<OpenedDesktop> {
  await sql`select deskhand.wake_desk(${id})`.execute(tx)
  const { readyAfterMs } = desk
  const about = readyAfterMs === null ? '' : ` in about ${Math.max(1, Math.round(readyAfterMs / 1000))} s`
  return {
    state: 'waking',
    detail: `${name} was asleep and is waking up. The desktop can be seen${about}.`,
    url: null,
    ticket: null,
    ticketExpiresAt: null,
    mayControl: may(member, 'desktop.control'),
    usualWakeMs: readyAfterMs,
  }
}

async function issue(
  tx: Tx,
  member: Member,
  { employee, deskId, hostLabel }: DeskToSee,
  { hostsUrl, ticketSecret }: DeskHosts,
): Promise<OpenedDesktop> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(tx)
  const exp = (rows[0]?.now ?? new Date()).getTime() + ticketLifeMs
  const mayControl = may(member, 'desktop.control')
  const ticket = signTicket(ticketSecret, {
    jti: randomUUID(),
    aud: deskHostOf(hostsUrl, hostLabel),
    companyId: member.companyId,
    userId: member.userId,
    employeeId: employee.id,
    deskId,
    right: mayControl ? 'control' : 'view',
    exp,
  })
  return {
    state: 'open',
    detail: `A ticket to ${employee.name}'s desktop, good for a minute.`,
    url: deskUrlOf(hostsUrl, hostLabel),
    ticket,
    ticketExpiresAt: new Date(exp).toISOString(),
    mayControl,
    usualWakeMs: employee.desk.readyAfterMs,
  }
}
