import 'server-only'
import { cache } from 'react'
import { may } from '#lib/access/authorize.ts'
import type { Member } from '#lib/access/caller.ts'
import { readBilling } from '#lib/billing/read-billing.ts'
import { readMe } from '#lib/company/read-me.ts'
import { listMembers } from '#lib/member/list-members.ts'
import type { Me } from '#lib/wire/me.ts'
import { canPay } from '../../_edge/stripe.ts'
import type { CompanyStanding } from './standing-words.ts'

/** How the company stands, as the one who looks may know it. */
export const readStanding = cache(async (member: Member): Promise<{ me: Me; standing: CompanyStanding }> => {
  const me = await readMe(member)
  const { entitlement } = me
  const mayPay = may(member, 'billing.manage')
  const payers = mayPay ? [] : await readPayers(member)
  const openInvoiceUrl = mayPay && owes.has(entitlement.standing) ? await readOpenInvoice(member) : null
  return { me, standing: { entitlement, mayPay, payers, canPay: canPay(), openInvoiceUrl } }
})

const owes: ReadonlySet<string> = new Set(['past_due', 'stopped'])

async function readOpenInvoice(member: Member): Promise<string | null> {
  return (await readBilling(member)).subscription?.openInvoiceUrl ?? null
}

/** Whom to ask, by name. */
async function readPayers(member: Member): Promise<string[]> {
  const members = await listMembers(member)
  return members.filter(({ role }) => role === 'owner').map(({ displayName, email }) => displayName || email)
}
