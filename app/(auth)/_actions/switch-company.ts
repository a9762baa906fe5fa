'use server'
import { redirect } from 'next/navigation'
import { readMemberships } from '#lib/access/resolve-member.ts'
import { AppError, notFound } from '#lib/errors.ts'
import { act, type Outcome } from '../../_edge/act.ts'
import { rememberCompany } from '../../_edge/company-cookie.ts'
import { ensureDatabase } from '../../_edge/database.ts'
import { currentVisitor } from '../../_edge/session.ts'

/** Works in another of one's companies from now on, in this browser. */
export async function switchCompany(companyId: string): Promise<Outcome> {
  return act(async () => {
    const visitor = await currentVisitor()
    if (!visitor) throw new AppError('unauthenticated', { detail: 'You are signed out. Sign in again.' })
    ensureDatabase()
    const memberships = await readMemberships(visitor)
    const membership = memberships.find((one) => one.companyId === companyId)
    if (!membership) throw notFound('company')
    await rememberCompany(membership.companyId)
    redirect('/employees')
  })
}
