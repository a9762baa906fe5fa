'use client'
import { CircleUserRound } from 'lucide-react'
import { Button } from '../../_ui/button.tsx'
import { IconButton } from '../../_ui/icon-button.tsx'
import { Popover } from '../../_ui/popover.tsx'
import { ThemeSwitch } from '../../_ui/theme-switch.tsx'
import { signOut, signOutEverywhere } from '../../(auth)/_actions/sign-out.ts'
import { useOffice } from './office-provider.tsx'

export function AccountMenu() {
  const { me } = useOffice()
  return (
    <Popover
      align="end"
      title="Account"
      trigger={
        <IconButton label="Account">
          <CircleUserRound aria-hidden="true" size={20} strokeWidth={1.5} />
        </IconButton>
      }
    >
      <p className="break-words text-muted text-sm">{me.email}</p>
      <div className="my-4 flex items-center justify-between gap-2">
        <span>Theme</span>
        <ThemeSwitch />
      </div>
      <div className="flex flex-col gap-2">
        <form action={signOut} className="flex flex-col">
          <Button type="submit">Sign out</Button>
        </form>
        <form action={signOutEverywhere} className="flex flex-col">
          <Button type="submit" tone="plain">
            Sign out on every device
          </Button>
        </form>
      </div>
    </Popover>
  )
}
