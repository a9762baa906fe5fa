'use client'
import { useEffect } from 'react'
import { useLiveState } from '#app/_live/live-provider.tsx'

const sendAgainMs = 5000

/** While something is unsent: when the network or the stream returns, and now and then. */
export function useSendingAgain(isNeeded: boolean, sendAgain: () => void): void {
  const liveState = useLiveState()
  useEffect(() => {
    if (!isNeeded) return
    window.addEventListener('online', sendAgain)
    const timer = setInterval(() => navigator.onLine && sendAgain(), sendAgainMs)
    return () => {
      window.removeEventListener('online', sendAgain)
      clearInterval(timer)
    }
  }, [isNeeded, sendAgain])
  useEffect(() => {
    if (liveState === 'live') sendAgain()
  }, [liveState, sendAgain])
}
