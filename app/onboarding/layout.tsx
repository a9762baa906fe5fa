import type { Metadata } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { may } from '#lib/access/authorize.ts'
import { currentMember } from '../_edge/session.ts'
import { Button } from '../_ui/button.tsx'
import { ButtonLink } from '../_ui/button-link.tsx'
import { headlineFont } from '../_ui/headline-font.ts'
import { Toaster } from '../_ui/toast.tsx'
import { Wordmark } from '../_ui/wordmark.tsx'
import { signOut } from '../(auth)/_actions/sign-out.ts'
import { DraftProvider } from './_draft/draft-provider.tsx'
import { SaveState } from './_draft/save-state.tsx'
import { MayNotHire } from './_steps/may-not-hire.tsx'
import { readProgress } from './_steps/read-progress.ts'

/** Titles are the pages': one here would take the name of the product out of theirs. */
export const metadata: Metadata = { robots: { index: false } }

/** Holds the draft for all steps. Who is not signed in is sent away by the page, which knows where to come back to. */
export default async function OnboardingLayout({ children }: { children: ReactNode }) {
  const member = await currentMember()
  if (!member) return children
  const { progress, me } = await readProgress(member)
  const mayHire = may(member, 'employees.hire')
  return (
    <DraftProvider initial={progress.draft} owner={`${member.companyId}.${member.userId}`}>
      <div className={`${headlineFont.variable} flex min-h-dvh flex-col`}>
        <header className="flex h-14 shrink-0 items-center gap-2 px-4 sm:px-6">
          <Link href="/" prefetch={false} aria-label="Deskhand, home" className="mr-auto">
            <Wordmark />
          </Link>
          <SaveState />
          {me.entitlement.employees > 0 && (
            <ButtonLink href="/employees" prefetch={false} tone="plain">
              Office
            </ButtonLink>
          )}
          <form action={signOut}>
            <Button type="submit" tone="plain" title={`Signed in as ${member.email}`}>
              Sign out
            </Button>
          </form>
        </header>
        {mayHire ? children : <MayNotHire companyName={me.company.name} />}
        <Toaster />
      </div>
    </DraftProvider>
  )
}
