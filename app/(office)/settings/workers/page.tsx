import type { Metadata } from 'next'
import { may } from '#lib/access/authorize.ts'
import { listWorkers } from '#lib/worker/list-workers.ts'
import { siteUrl } from '../../../_edge/env.ts'
import { requireMember } from '../../../_edge/session.ts'
import { ButtonLink } from '../../../_ui/button-link.tsx'
import { WorkerList } from './worker-list.tsx'

export const metadata: Metadata = { title: 'Workers' }

export default async function WorkersPage() {
  const member = await requireMember('/settings/workers')
  const { items } = await listWorkers(member)
  const mayManage = may(member, 'workers.manage')
  return (
    <div className="py-8">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="font-semibold">Workers</h2>
          <p className="mt-1 max-w-read text-muted">
            Whoever takes tasks: the desks of your employees, and programs on machines of your own. Each takes
            what it is able to do, one fresh start for each task.
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <ButtonLink href="/tasks?view=list&status=failed" prefetch={false}>
            Failed tasks
          </ButtonLink>
          {mayManage && <ButtonLink href="/settings/api-keys">API keys</ButtonLink>}
        </div>
      </div>
      <WorkerList initial={items} mayManage={mayManage} siteUrl={siteUrl()} />
    </div>
  )
}
