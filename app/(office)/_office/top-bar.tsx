'use client'
import Link from 'next/link'
import { Lamp } from '../../_ui/lamp.tsx'
import { Keyboard } from '../_keys/keyboard.tsx'
import { NeedsYou } from '../_needs/needs-you.tsx'
import { AccountMenu } from './account-menu.tsx'
import { useOffice } from './office-provider.tsx'
import type { RailProps } from './rail.tsx'
import { RailDrawer } from './rail-drawer.tsx'

export function TopBar(rail: RailProps) {
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-line border-b px-3 max-md:h-14">
      <RailDrawer {...rail} />
      <Keyboard />
      <div className="ml-auto" />
      <StuckDesks />
      <NeedsYou />
      <AccountMenu />
    </header>
  )
}

/** Whose desk cannot go on without a person. */
function StuckDesks() {
  const { employees } = useOffice()
  const stuck = employees.filter((one) => one.lifecycle === 'needs_attention')
  const [first] = stuck
  if (!first) return null
  return (
    <Link
      href={stuck.length === 1 ? `/employees/${first.id}/chat` : '/employees'}
      className="flex h-8 min-w-0 max-w-56 items-center gap-2 rounded-md bg-bad-wash px-2 text-bad text-sm max-sm:h-11"
    >
      <Lamp state="red" size={16} label={null} />
      <span className="truncate" dir="auto">
        {stuck.length === 1 ? `${first.name} needs you` : `${stuck.length} need you`}
      </span>
    </Link>
  )
}
