import type { Metadata } from 'next'
import { ButtonLink } from './_ui/button-link.tsx'
import { Lamp } from './_ui/lamp.tsx'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFoundPage() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 text-center">
      <Lamp state="off" size={96} label={null} />
      <h1 className="display mt-6 text-xl">Nobody sits at this desk.</h1>
      <p className="mt-2 mb-6 max-w-[46ch] text-md text-muted">
        The address may be mistyped, or what was here has moved, or it belongs to another company.
      </p>
      <ButtonLink href="/" tone="primary" size="lg">
        Go to the front door
      </ButtonLink>
    </main>
  )
}
