'use client'
import { Button } from './button.tsx'
import { Lamp } from './lamp.tsx'

type ErrorNoticeProps = { error: unknown; retry: () => void }

/** A page failed to render: what happened, what is safe, what to do, and the number that finds it in the log. */
export function ErrorNotice({ error, retry }: ErrorNoticeProps) {
  const digest = digestOf(error)
  return (
    <main role="alert" className="flex min-h-dvh flex-col items-center justify-center px-4 text-center">
      <Lamp state="red" size={96} label={null} />
      <h1 className="display mt-6 text-xl">This page could not be shown.</h1>
      <p className="mt-2 mb-6 max-w-[46ch] text-md text-muted">
        Part of it failed on the way. What you saved is safe and your employees go on working. Try again; if
        it stays, give the number below to whoever runs this installation.
      </p>
      <Button tone="primary" size="lg" onClick={retry}>
        Try again
      </Button>
      {digest && <p className="figures mt-6 text-muted text-sm">{digest}</p>}
    </main>
  )
}

function digestOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('digest' in error)) return null
  return typeof error.digest === 'string' ? error.digest : null
}
