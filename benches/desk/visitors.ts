// People who look at desktops, each at a desk of their own: with a cookie that is there already, or with everything that comes before.
// Rates stay on, so several people of a company take turns with tickets.
import type pg from 'pg'
import type { Member } from '#lib/access/caller.ts'
import { deskHostOf } from '#lib/desktop/desk-host.ts'
import { type DeskHosts, openDesktop } from '#lib/desktop/open-desktop.ts'
import { addCompany, addMember } from '#tests/support/company.ts'
import { addHost } from '#tests/support/employee.ts'
import { addSeenDesk, type SeenDesk } from '#tests/support/seen-desk.ts'

export interface Entrance {
  hosts: DeskHosts
  hostName: string
  /** Shows a ticket to the host of a desk; answers with what it sets as a cookie. */
  enter: (host: string, ticket: string) => Promise<string>
}

export interface Visitor {
  /** With its port, where it is not the usual one. */
  host: string
  /** Asks the app's verb for a ticket and shows it; answers with a fresh cookie. */
  enter: () => Promise<string>
}

const peoplePerDesk = 4

export async function inviteVisitors(sql: pg.Client, entrance: Entrance, count: number): Promise<Visitor[]> {
  const { hostName } = entrance
  const hostId = await addHost(sql, { name: hostName, runtime: 'docker' })
  const visitors: Visitor[] = []
  for (let at = 0; at < count; at++) {
    const company = await addCompany(sql, { planKey: 'studio' })
    const desk = await addSeenDesk(sql, { company, hostId, hostName })
    const people = [company.owner]
    while (people.length < peoplePerDesk) people.push(await addMember(sql, company.companyId))
    visitors.push(await visitorAt(sql, entrance, desk, people))
  }
  return visitors
}

async function visitorAt(
  sql: pg.Client,
  { hosts, enter }: Entrance,
  { deskId, employeeId }: SeenDesk,
  people: Member[],
): Promise<Visitor> {
  const { rows } = await sql.query<{ host_label: string }>('select host_label from desks where id = $1', [
    deskId,
  ])
  const host = deskHostOf(hosts.hostsUrl, rows[0]?.host_label ?? '')
  let turn = 0
  return {
    host,
    async enter() {
      const member = people[turn++ % people.length]
      if (!member) throw new Error('Nobody is there')
      const { ticket } = await openDesktop(member, { id: employeeId }, hosts)
      const cookie = await enter(host, ticket ?? '')
      if (!cookie) throw new Error('The edge gave no cookie')
      return cookie
    },
  }
}
