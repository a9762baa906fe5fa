'use client'
import { Button } from '#app/_ui/button.tsx'
import { RelativeTime } from '#app/_ui/relative-time.tsx'
import { useOffice } from '../../../../_office/office-provider.tsx'
import type { Decision } from '../../_sites/site-calls.ts'
import { hopelessInWords, type SiteRequest, timesInWords } from '../../_sites/site-words.ts'

type RequestRowProps = {
  request: SiteRequest
  name: string
  isBusy: boolean
  onDecide: (decision: Decision) => void
}

export function RequestRow({ request, name, isBusy, onDecide }: RequestRowProps) {
  const { me } = useOffice()
  const { host, times, lastAt, why } = request
  const hopeless = hopelessInWords(why)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b py-2.5 last:border-b-0">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium [overflow-wrap:anywhere]">{host}</p>
        <p className="text-muted text-sm">
          {name} asked {timesInWords(times)}, <RelativeTime at={lastAt} />. {hopeless}
        </p>
      </div>
      {!hopeless && (
        <div className="flex flex-wrap gap-2">
          <Button
            busy={isBusy}
            onClick={() => onDecide({ site: host, decision: 'allow', scope: 'employee' })}
            className="max-w-full"
          >
            <span className="truncate">Allow for {name}</span>
          </Button>
          {me.isManager && (
            <Button
              busy={isBusy}
              onClick={() => onDecide({ site: host, decision: 'allow', scope: 'company' })}
            >
              Allow for everyone
            </Button>
          )}
          <Button
            tone="plain"
            busy={isBusy}
            onClick={() => onDecide({ site: host, decision: 'refuse', scope: 'employee' })}
          >
            Keep refusing
          </Button>
        </div>
      )}
    </li>
  )
}
