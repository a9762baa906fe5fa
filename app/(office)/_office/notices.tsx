'use client'
import { useEffect, useState } from 'react'
import type { ModelInUse } from '../../_edge/model-in-use.ts'
import { useLiveState } from '../../_live/live-provider.tsx'

/** What one has to know on every page: that answers are practice, and that the page may be behind. */
export function Notices({ model }: { model: ModelInUse }) {
  return (
    <>
      {model === 'practice' && (
        <p
          role="note"
          className="shrink-0 text-balance bg-lamp-wash px-4 py-1.5 text-center text-lamp-text text-sm"
        >
          <strong className="font-medium">Practice model.</strong> Answers are scripted: no real model is
          connected.
          <span className="max-sm:hidden"> Set ANTHROPIC_API_KEY and start again to change that.</span>
        </p>
      )}
      <BehindNotice />
    </>
  )
}

/** A blink of the connection is not worth a word. */
const patienceMs = 2_000

function BehindNotice() {
  const state = useLiveState()
  const isAway = state === 'offline' || state === 'reconnecting'
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    if (!isAway) return setShown(false)
    const timer = setTimeout(() => setShown(true), patienceMs)
    return () => clearTimeout(timer)
  }, [isAway])
  return (
    <div role="status">
      {isShown && (
        <p className="text-balance bg-sunken px-4 py-1.5 text-center text-sm">
          <strong className="font-medium">
            {state === 'offline' ? 'You are offline.' : 'Connecting again.'}
          </strong>{' '}
          What you see may be older. Your employees go on working, and nothing you send is lost.
        </p>
      )}
    </div>
  )
}
