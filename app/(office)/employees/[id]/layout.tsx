import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { roleNames } from '../../_office/role-names.ts'
import { DeskHeader } from './_desk/desk-header.tsx'
import { readDesk } from './read-desk.ts'

type DeskLayoutProps = { children: ReactNode; params: Promise<{ id: string }> }

export async function generateMetadata({ params }: DeskLayoutProps): Promise<Metadata> {
  const { employee } = await readDesk((await params).id)
  return { title: { default: employee.name, template: '%s · Deskhand' } }
}

/** The header of a desk above its pages. The page below gets all the height that is left, and scrolls by itself or here. */
export default async function DeskLayout({ children, params }: DeskLayoutProps) {
  const { employee } = await readDesk((await params).id)
  return (
    <div className="flex h-full flex-col">
      <DeskHeader initial={employee} roleName={roleNames[employee.roleKey] ?? 'Employee'} />
      <div className="relative min-h-0 flex-1 overflow-y-auto">{children}</div>
    </div>
  )
}
