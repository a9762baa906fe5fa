import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { localMailbox } from '../../_edge/env.ts'
import { safeNext } from '../../_edge/safe-next.ts'
import { currentMember, currentVisitor } from '../../_edge/session.ts'
import { Banner } from '../../_ui/banner.tsx'
import { Lamp } from '../../_ui/lamp.tsx'
import { SignInForm } from '../_sign-in/sign-in-form.tsx'
import { noticeOf } from './notice.ts'

export const metadata: Metadata = { title: 'Sign in' }

type SignInPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const query = await searchParams
  const next = safeNext(query.next)
  if (await currentMember()) redirect(next)
  if (await currentVisitor()) redirect(`/welcome?next=${encodeURIComponent(next)}`)
  const notice = noticeOf(query)
  const isNew = next.startsWith('/onboarding')
  return (
    <SignInForm next={next} mailboxHref={localMailbox()}>
      <Lamp state="off" size={96} label={null} className="-ml-2" />
      <h1 className="display mt-4 text-xl">{isNew ? 'First, who are you?' : 'Welcome back.'}</h1>
      <p className="mt-2 mb-6 text-md text-muted">
        {isNew
          ? 'We mail you a link and a code, so there is no password to invent. Then you hire.'
          : 'We mail you a link and a code. There is no password.'}
      </p>
      {notice && (
        <div className="mb-4">
          <Banner tone={notice.tone} title={notice.title}>
            {notice.text}
          </Banner>
        </div>
      )}
    </SignInForm>
  )
}
