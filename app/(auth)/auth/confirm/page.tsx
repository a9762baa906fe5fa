// Where the link of the mail leads. Opening it uses nothing up, because programs that look through mails open every link;
// the button does.
import type { Metadata } from 'next'
import { localMailbox, siteUrl } from '../../../_edge/env.ts'
import { currentVisitor } from '../../../_edge/session.ts'
import { ConfirmForm } from './confirm-form.tsx'
import { nextOfMail } from './next-of-mail.ts'

export const metadata: Metadata = { title: 'Sign in', robots: { index: false } }

type ConfirmPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function ConfirmPage({ searchParams }: ConfirmPageProps) {
  const { token_hash: tokenHash, next } = await searchParams
  const visitor = await currentVisitor()
  return (
    <ConfirmForm
      tokenHash={typeof tokenHash === 'string' ? tokenHash : ''}
      next={nextOfMail(next, siteUrl())}
      presentEmail={visitor?.email ?? null}
      mailboxHref={localMailbox()}
    />
  )
}
