'use client'
import { Check, ChevronsUpDown } from 'lucide-react'
import Link from 'next/link'
import { Menu, MenuItem } from '../../_ui/menu.tsx'
import { toast } from '../../_ui/toast.tsx'
import { Wordmark } from '../../_ui/wordmark.tsx'
import { switchCompany } from '../../(auth)/_actions/switch-company.ts'
import { useOffice } from './office-provider.tsx'

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const

/** Which company this is; a menu for somebody who works in several. */
export function CompanySwitcher({ companies }: { companies: readonly { id: string; name: string }[] }) {
  const { me } = useOffice()
  const goTo = async (id: string) => {
    if (id === me.companyId) return
    const outcome = await switchCompany(id)
    if (!outcome.ok) toast.error(outcome.detail)
  }
  return (
    <div className="mb-3 flex min-w-0 flex-col">
      <Link href="/employees" aria-label="Deskhand, employees" className="flex min-h-9 items-center px-1">
        <Wordmark />
      </Link>
      {companies.length < 2 ? (
        <p dir="auto" title={me.companyName} className="truncate px-2 text-muted text-sm">
          {me.companyName}
        </p>
      ) : (
        <Menu
          align="start"
          trigger={
            <button
              type="button"
              className="flex min-h-8 min-w-0 items-center justify-between gap-2 rounded-md px-2 text-muted text-sm hover:bg-sunken hover:text-ink max-md:min-h-11"
            >
              <span className="sr-only">Company: </span>
              <span dir="auto" className="truncate">
                {me.companyName}
              </span>
              <ChevronsUpDown {...icon} className="shrink-0" />
            </button>
          }
        >
          {companies.map((company) => (
            <MenuItem
              key={company.id}
              icon={company.id === me.companyId ? <Check {...icon} /> : <span className="block size-4" />}
              onClick={() => void goTo(company.id)}
            >
              <span dir="auto">{company.name}</span>
            </MenuItem>
          ))}
        </Menu>
      )}
    </div>
  )
}
