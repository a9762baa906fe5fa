import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { readEmployee } from '#lib/employee/read-employee.ts'
import { AppError } from '#lib/errors.ts'
import { roleByKey } from '#lib/role/roles.ts'
import { requireMember } from '../../../_edge/session.ts'
import { LiveProvider } from '../../../_live/live-provider.tsx'
import { readLivePosition } from '../../../_live/read-position.ts'
import { LaunchProgress } from './launch-progress.tsx'

export const metadata: Metadata = { title: 'Starting' }

/** Its address names the employee, so that a refresh, another device or a colleague sees the same start. */
export default async function LaunchedPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const member = await requireMember(`/onboarding/launch/${encodeURIComponent(id)}`)
  const after = await readLivePosition(member.companyId)
  const employee = await readEmployee(member, { id }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  })
  if (employee.lifecycle === 'ready') redirect(`/employees/${employee.id}/chat`)
  return (
    <LiveProvider after={after}>
      <LaunchProgress initial={employee} roleName={roleByKey(employee.roleKey)?.name ?? ''} />
    </LiveProvider>
  )
}
