// Components as they stand in the office, among its employees, seen by one of its members.
import type { ReactNode } from 'react'
import { LiveProvider } from '#app/_live/live-provider.tsx'
import { SeatOfferProvider } from '#app/(office)/_billing/seat-offer.tsx'
import { StandingProvider } from '#app/(office)/_billing/standing-provider.tsx'
import type { CompanyStanding } from '#app/(office)/_billing/standing-words.ts'
import { OfficeProvider } from '#app/(office)/_office/office-provider.tsx'
import type { MemberRole } from '#lib/access/caller.ts'
import type { Glance } from '#lib/chat/list-glances.ts'
import type { Employee } from '#lib/wire/employee.ts'
import { exampleEmployee, exampleMe } from '#lib/wire/examples.ts'

interface OfficeGiven {
  role?: MemberRole
  employees?: readonly Employee[]
  glances?: readonly Glance[]
  nextCursor?: string | null
  /** The newest event when it was read. */
  position?: number
  /** Of the company; else a paid one. */
  standing?: Partial<CompanyStanding>
}

export const maria = '00000000-0000-4000-8000-00000000000a'

export function inOffice(node: ReactNode, given: OfficeGiven = {}) {
  const { role = 'owner', employees = [], glances = [], nextCursor = null, position = 0 } = given
  const me = {
    userId: maria,
    email: 'maria@example.com',
    role,
    isManager: role !== 'member',
    isOperator: false,
    companyId: exampleMe.company.id,
    companyName: exampleMe.company.name,
  }
  const standing = { ...paid, mayPay: me.isManager, ...given.standing }
  const byEmployee = Object.fromEntries(glances.map((one) => [one.employeeId, one]))
  return (
    <LiveProvider after={0}>
      <OfficeProvider
        me={me}
        initial={{ employees, glances: byEmployee }}
        position={position}
        nextCursor={nextCursor}
      >
        <StandingProvider standing={standing}>
          <SeatOfferProvider>{node}</SeatOfferProvider>
        </StandingProvider>
      </OfficeProvider>
    </LiveProvider>
  )
}

const paid: CompanyStanding = {
  entitlement: {
    ...exampleMe.entitlement,
    standing: 'paying',
    endsAt: null,
    removalAt: null,
    trialEndsAt: null,
  },
  mayPay: true,
  payers: [],
  canPay: true,
  openInvoiceUrl: null,
}

type Facts = Omit<Partial<Employee>, 'desk'> & { desk?: Partial<Employee['desk']> }

export function anEmployee({ desk, ...facts }: Facts = {}): Employee {
  return { ...exampleEmployee, ...facts, desk: { ...exampleEmployee.desk, ...desk } }
}

/** Employees with names of their own, at desks of their own. */
export function several(...names: string[]): Employee[] {
  return names.map((name, index) =>
    anEmployee({ id: `00000000-0000-4000-8000-0000000001${index + 10}`, name }),
  )
}
