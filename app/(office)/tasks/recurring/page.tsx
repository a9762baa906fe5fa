import type { Metadata } from 'next'
import { listSchedules } from '#lib/schedule/list-schedules.ts'
import { listTemplates } from '#lib/template/list-templates.ts'
import { requireMember } from '../../../_edge/session.ts'
import { ClosedDoor } from '../../_billing/closed-door.tsx'
import { readStanding } from '../../_billing/read-standing.ts'
import { RecurringPage } from './recurring-page.tsx'

export const metadata: Metadata = { title: 'Recurring tasks' }

const most = 100

export default async function RecurringTasksPage() {
  const member = await requireMember('/tasks/recurring')
  const { standing } = await readStanding(member)
  if (standing.entitlement.planKey === null) return <ClosedDoor door="tasks" />
  const [templates, schedules] = await Promise.all([
    listTemplates(member, { limit: most }),
    listSchedules(member, { limit: most }),
  ])
  return (
    <div className="mx-auto w-full max-w-page px-4 pt-2 pb-16 sm:px-6">
      <RecurringPage initial={{ templates: templates.items, schedules: schedules.items }} />
    </div>
  )
}
