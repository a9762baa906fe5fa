'use server'
import { redirect } from 'next/navigation'
import { AppError } from '#lib/errors.ts'
import { acceptInvitation } from '#lib/invitation/accept-invitation.ts'
import { act, type Outcome } from '../../_edge/act.ts'
import { rememberCompany } from '../../_edge/company-cookie.ts'
import { ensureDatabase } from '../../_edge/database.ts'
import { currentVisitor } from '../../_edge/session.ts'
import { limitTries } from './limits.ts'

/** Accepts an invitation, by the `token` of its link or by its `id`, and goes to work there. */
export async function joinCompany(_: Outcome | null, form: FormData): Promise<Outcome> {
  return act(async () => {
    const visitor = await currentVisitor()
    if (!visitor) throw new AppError('unauthenticated', { detail: 'You are signed out. Sign in again.' })
    await limitTries('link')
    ensureDatabase()
    const token = form.get('token')
    const name = String(form.get('name') ?? '')
    const which = typeof token === 'string' ? { token } : { id: String(form.get('id') ?? '') }
    await rememberCompany(await acceptInvitation(visitor, { ...which, name }))
    redirect('/employees')
  })
}
