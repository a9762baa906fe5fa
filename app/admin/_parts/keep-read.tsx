'use client'
// Says when a page was read, and reads it anew while somebody looks at it: operators belong to no company whose events they could follow.
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useTransition } from 'react'
import { z } from 'zod'
import { RelativeTime } from '../../_ui/relative-time.tsx'

const everySeconds = 15
const everyMs = everySeconds * 1000

/** `at`: milliseconds since 1970, when the server read it. */
export function KeepRead({ at }: { at: number }) {
  const isAway = useReadAgain(at)
  return (
    <p className="text-muted text-sm">
      Read <RelativeTime at={at} />
      {isAway ? ' · Deskhand does not answer, asked again' : ' · anew'} every {everySeconds} s
    </p>
  )
}

/** Whether it could not be read at the last try. */
function useReadAgain(at: number): boolean {
  const router = useRouter()
  const [isReading, start] = useTransition()
  const [isAway, setAway] = useState(false)
  const isBusy = useRef(false)
  const firstAt = useRef(at)
  useEffect(() => {
    isBusy.current = isReading
  }, [isReading])
  useEffect(() => {
    let isLeft = false
    const look = async () => {
      if (isBusy.current || document.visibilityState !== 'visible' || isActing()) return
      isBusy.current = true
      const isThere = await answers()
      isBusy.current = false
      if (isLeft || isActing()) return
      setAway(!isThere)
      if (isThere) start(() => router.refresh())
    }
    const onVisibility = () => void look()
    const timer = setInterval(onVisibility, everyMs)
    document.addEventListener('visibilitychange', onVisibility)
    // Going back brings a page as it was when it was left.
    if (Date.now() - firstAt.current > everyMs) void look()
    return () => {
      isLeft = true
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onVisibility)
    }
  }, [router])
  return isAway
}

/** Under somebody who says why they act nothing changes: the same button might mean the opposite. */
const isActing = () => document.querySelector('[role="dialog"]') !== null

const health = z.object({ checks: z.object({ database: z.literal('ok') }) })

/** A page that cannot be read anew is replaced by the browser's own words; so it is asked first whether it can. */
async function answers(): Promise<boolean> {
  try {
    const answer = await fetch('/api/health', { cache: 'no-store', signal: AbortSignal.timeout(everyMs) })
    return health.safeParse(await answer.json()).success
  } catch {
    return false
  }
}
