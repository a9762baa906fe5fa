import type { Metadata } from 'next'
import { requireMember } from '../../../_edge/session.ts'
import { roleNames } from '../../_office/role-names.ts'
import { EmployeeGrid } from './_grid/employee-grid.tsx'

export const metadata: Metadata = { title: 'Employees' }

export default async function EmployeesPage() {
  await requireMember('/employees')
  return (
    <div className="mx-auto w-full max-w-page px-4 pt-2 pb-16 sm:px-6">
      <EmployeeGrid roleNames={roleNames} />
    </div>
  )
}
