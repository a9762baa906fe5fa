'use client'
// "Ada asked for example.org." A small question where one sees the employee work; everything else is in the settings.
import { X } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '#app/_ui/button.tsx'
import { IconButton } from '#app/_ui/icon-button.tsx'
import { toast } from '#app/_ui/toast.tsx'
import { useNow } from '#app/_ui/use-now.ts'
import type { Employee } from '#lib/wire/employee.ts'
import type { SiteRequest } from './site-words.ts'
import { useSites } from './use-sites.ts'

/** What Chromium asks for by itself when it starts. Worth no question; the settings show it all the same. */
const ownBusiness = ['accounts.google.com', 'update.googleapis.com']

/** Later, nobody remembers what it was for. */
const newsMs = 10 * 60_000

export function SiteNotice({ employee }: { employee: Employee }) {
  const { id, name, desk } = employee
  const { list, isBusy, decide } = useSites(id, desk.hasDesktop)
  const [dismissed, setDismissed] = useState<readonly string[]>([])
  const now = useNow(30_000)
  const news = (list?.requests ?? []).filter(
    (request) =>
      request.why === 'not_allowed' &&
      !ownBusiness.includes(request.host) &&
      now - Date.parse(request.lastAt) < newsMs &&
      !dismissed.includes(keyOf(request)),
  )
  const [newest, ...others] = news
  const settle = async (host: string, decision: 'allow' | 'refuse') => {
    const answer = await decide({ site: host, decision, scope: 'employee' })
    if (!answer.ok) toast.error(answer.detail)
    else if (decision === 'allow') toast.success(`${host} is open for ${name} now.`)
  }
  return (
    <div role="status">
      {newest && (
        <div className="relative flex flex-wrap items-center gap-x-4 gap-y-2 bg-lamp-wash px-4 py-2 sm:px-6">
          <p className="min-w-0 flex-1 basis-60 [overflow-wrap:anywhere] max-sm:pr-10">
            <span dir="auto">{name}</span> asked for <span className="font-medium">{newest.host}</span>, which
            is not allowed yet.
            {others.length > 0 && (
              <>
                {' '}
                <Link href={`/employees/${id}/settings#web`} className="underline underline-offset-2">
                  {others.length === 1 ? 'One more site' : `${others.length} more sites`}
                </Link>
              </>
            )}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button busy={isBusy} onClick={() => settle(newest.host, 'allow')} className="max-w-full">
              <span className="truncate">Allow for {name}</span>
            </Button>
            <Button tone="plain" busy={isBusy} onClick={() => settle(newest.host, 'refuse')}>
              Keep refusing
            </Button>
          </div>
          <IconButton
            label="Not now"
            onClick={() => setDismissed([...dismissed, ...news.map(keyOf)])}
            className="max-sm:absolute max-sm:top-0 max-sm:right-1"
          >
            <X aria-hidden="true" size={16} strokeWidth={1.5} />
          </IconButton>
        </div>
      )}
    </div>
  )
}

/** Asked for again later is news again. */
const keyOf = ({ host, times }: SiteRequest) => `${host} ${times}`
