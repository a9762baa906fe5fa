import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { currentVisitor } from '../../_edge/session.ts'
import { Button } from '../../_ui/button.tsx'
import { Lamp } from '../../_ui/lamp.tsx'
import { signOut, signOutEverywhere } from '../_actions/sign-out.ts'

export const metadata: Metadata = { title: 'Sign out' }

export default async function SignOutPage() {
  const visitor = await currentVisitor()
  if (!visitor) redirect('/sign-in')
  return (
    <>
      <Lamp state="off" size={96} label={null} className="-ml-2" />
      <h1 className="display mt-4 text-xl">Leave for today?</h1>
      <p className="mt-2 mb-6 text-md text-muted">
        You are signed in as <strong className="break-words font-medium text-ink">{visitor.email}</strong>.
        Your employees go on working without you.
      </p>
      <form action={signOut} className="mb-3 flex flex-col">
        <Button type="submit" tone="primary" size="lg">
          Sign out here
        </Button>
      </form>
      <form action={signOutEverywhere} className="flex flex-col">
        <Button type="submit" size="lg">
          Sign out on every device
        </Button>
      </form>
    </>
  )
}
