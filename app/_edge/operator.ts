// Operators are who the environment lists, once they have proved the address by signing in with it. For everybody else there is nothing here.
import 'server-only'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import type { Operator } from '#lib/access/caller.ts'
import { hitRate } from '#lib/limit/hit-rate.ts'
import { ensureDatabase } from './database.ts'
import { operatorEmails } from './env.ts'
import { signedInUser } from './session.ts'

const pagesAMinute = 240

export const currentOperator = cache(async (): Promise<Operator | undefined> => {
  const listed = operatorEmails()
  if (listed.size === 0) return undefined
  const user = await signedInUser()
  const email = user?.email?.toLowerCase()
  if (!user || !email || !user.email_confirmed_at || !listed.has(email)) return undefined
  return { kind: 'operator', userId: user.id, email }
})

/** For each page and action of operators. Everybody else sees what they see at an address that leads nowhere. */
export async function requireOperator(): Promise<Operator> {
  const operator = await currentOperator()
  if (!operator) notFound()
  ensureDatabase()
  await countPage(operator.userId)
  return operator
}

/** Once for each request, whatever layout and page ask. */
const countPage = cache((userId: string) =>
  hitRate({ bucket: `operator-page:${userId}`, hits: pagesAMinute, windowSeconds: 60 }),
)
