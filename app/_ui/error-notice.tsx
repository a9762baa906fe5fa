'use client'
import { Button } from './button.tsx'
import { Lamp } from './lamp.tsx'

type ErrorNoticeProps = {
  error: unknown
  retry: () => void
  /** Part of a page that has its own frame. */
  isInside?: boolean
}

/** A page failed to render: what happened, what is safe, what to do, and the number that finds it in the log. */
export function ErrorNotice({ error, retry, isInside = false }: ErrorNoticeProps) {
  const digest = digestOf(error)
  const Frame = isInside ? 'div' : 'main'
  return (
    <Frame
      role="alert"
      className={`flex flex-col items-center justify-center px-4 py-16 text-center ${isInside ? 'min-h-full' : 'min-h-dvh'}`}
    >
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
    </Frame>
  )
}

function digestOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('digest' in error)) return null
  return typeof error.digest === 'string' ? error.digest : null
}
