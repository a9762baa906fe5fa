import type { Overview } from '#lib/admin/read-overview.ts'
import { Badge } from '../../_ui/badge.tsx'
import { RelativeTime } from '../../_ui/relative-time.tsx'
import { Nothing } from '../_parts/section.tsx'

/** An orchestrator says every few seconds that it is there. */
const silentAfterMs = 2 * 60 * 1000

export function Hosts({ hosts }: { hosts: Overview['hosts'] }) {
  if (hosts.length === 0) return <Nothing>No host has ever been here.</Nothing>
  const nowMs = Date.now()
  return (
    <ul className="border-line border-t">
      {hosts.map((host) => (
        <li key={host.name} className="flex items-center gap-x-4 border-line border-b py-2 last:border-b-0">
          <div className="min-w-0 flex-1">
            <p className="truncate">{host.name}</p>
            <p className="text-muted text-sm">
              {host.runtime} <span className="figures">{host.version}</span>, seen{' '}
              <RelativeTime at={host.seenAt.getTime()} />
            </p>
          </div>
          <span className="shrink-0 text-sm">
            <span className="figures">
              {host.ready}/{host.desks}
            </span>{' '}
            desks ready
          </span>
          {nowMs - host.seenAt.getTime() > silentAfterMs ? (
            <Badge tone="bad">Silent</Badge>
          ) : (
            <Badge tone="good">Here</Badge>
          )}
        </li>
      ))}
    </ul>
  )
}
