'use client'
import { useRefreshOn } from '../../_api/use-refresh-on.ts'

const followed: readonly string[] = ['company', 'member', 'invitation', 'api_key']

/** Reads the page anew when somebody changes what it shows, here or on another device. */
export function FollowSettings() {
  useRefreshOn(({ event }) => followed.includes(event))
  return null
}
