'use client'
import { useRouter } from 'next/navigation'
import { useLive } from '../../../_live/live-provider.tsx'

const followed: readonly string[] = ['company', 'member', 'invitation', 'api_key']

/** Reads the page anew when somebody changes what it shows, here or on another device. */
export function FollowSettings() {
  const router = useRouter()
  useLive(({ event }) => {
    if (followed.includes(event)) router.refresh()
  })
  return null
}
