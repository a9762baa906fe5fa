'use server'
import { redirect } from 'next/navigation'
import { foundCompany } from '#lib/company/found-company.ts'
import { AppError } from '#lib/errors.ts'
import { act, type Outcome } from '../../_edge/act.ts'
import { rememberCompany } from '../../_edge/company-cookie.ts'
import { ensureDatabase } from '../../_edge/database.ts'
import { currentVisitor } from '../../_edge/session.ts'

/** Founds the company of somebody who chose not to join one. Pressed twice, it founds one. */
export async function startCompany(_: Outcome | null): Promise<Outcome> {
  return act(async () => {
    const visitor = await currentVisitor()
    if (!visitor) throw new AppError('unauthenticated', { detail: 'You are signed out. Sign in again.' })
    ensureDatabase()
    await rememberCompany(await foundCompany(visitor))
    redirect('/onboarding')
  })
}
