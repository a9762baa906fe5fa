import type { Metadata } from 'next'
import { readMailChoices } from '#lib/mail/mail-choices.ts'
import { requireMember } from '../../../_edge/session.ts'
import { Button } from '../../../_ui/button.tsx'
import { ThemeSwitch } from '../../../_ui/theme-switch.tsx'
import { signOut, signOutEverywhere } from '../../../(auth)/_actions/sign-out.ts'
import { Choices } from '../../../mail/_choices/choices.tsx'
import { chooseSignedIn } from '../../../mail/_choices/choose.ts'
import { Section } from '../../_form/section.tsx'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage() {
  const member = await requireMember('/settings/account')
  const { unwanted } = await readMailChoices(member)
  return (
    <>
      <Section
        title="Sign-in"
        text="There is no password: each time you sign in, a mail goes to this address."
      >
        <p className="break-words font-medium">{member.email}</p>
      </Section>
      <Section
        title="Mails"
        text="In every company you belong to. What is about your account itself always comes: invitations, payments that fail, homes that are removed."
      >
        <Choices unwanted={unwanted} choose={chooseSignedIn} />
      </Section>
      <Section title="Look" text="For this browser.">
        <ThemeSwitch />
      </Section>
      <Section title="Sessions" text="Your employees go on working without you.">
        <div className="flex flex-wrap gap-2">
          <form action={signOut}>
            <Button type="submit">Sign out here</Button>
          </form>
          <form action={signOutEverywhere}>
            <Button type="submit">Sign out on every device</Button>
          </form>
        </div>
      </Section>
    </>
  )
}
