import 'server-only'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { readEmployee } from '#lib/employee/read-employee.ts'
import { AppError } from '#lib/errors.ts'
import { requireMember } from '../../../_edge/session.ts'

/** Who sits at the desk and who looks; the same not-found page for unknown, foreign and gone ones. */
export const readDesk = cache(async (id: string, page: 'chat' | 'browser' | 'settings' = 'chat') => {
  const member = await requireMember(`/employees/${encodeURIComponent(id)}/${page}`)
  const employee = await readEmployee(member, { id }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  })
  return { member, employee }
})
