import 'server-only'
import { cache } from 'react'
import { may } from '#lib/access/authorize.ts'
import type { Member } from '#lib/access/caller.ts'
import { readMemberships } from '#lib/access/resolve-member.ts'
import { listGlances } from '#lib/chat/list-glances.ts'
import { listEmployees } from '#lib/employee/list-employees.ts'
import { listNotifications } from '#lib/notification/list-notifications.ts'
import { modelInUse } from '../../_edge/model-in-use.ts'
import { currentOperator } from '../../_edge/operator.ts'
import { readLivePosition } from '../../_live/read-position.ts'
import { readStanding } from '../_billing/read-standing.ts'

/** Further employees are loaded when somebody asks for them. */
const firstPage = 100

/** All that stands around every page of the office. */
export const readOffice = cache(async (member: Member) => {
  const position = await readLivePosition(member.companyId)
  const [{ me, standing }, page, companies, model, needs] = await Promise.all([
    readStanding(member),
    listEmployees(member, { limit: firstPage }),
    readMemberships({ kind: 'visitor', userId: member.userId, email: member.email }),
    modelInUse(),
    listNotifications(member, { limit: 50 }),
  ])
  const glances = await listGlances(member, { employeeIds: page.items.map((one) => one.id) })
  return {
    position,
    office: {
      employees: page.items,
      glances: Object.fromEntries(glances.map((glance) => [glance.employeeId, glance])),
    },
    nextCursor: page.nextCursor,
    companies: companies.map(({ companyId, companyName }) => ({ id: companyId, name: companyName })),
    standing,
    model,
    needs,
    facts: {
      userId: member.userId,
      email: member.email,
      role: member.role,
      isManager: may(member, 'employees.hire'),
      isOperator: (await currentOperator()) !== undefined,
      companyId: member.companyId,
      companyName: me.company.name,
    },
  }
})
