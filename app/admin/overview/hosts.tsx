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
        <li
          key={host.name}
          className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 border-line border-b py-2 last:border-b-0"
        >
          <span className="min-w-0 flex-1 basis-40 truncate">{host.name}</span>
          <span className="figures text-muted text-sm">
            {host.runtime} {host.version}
          </span>
          <span className="figures text-sm">
            {host.ready} of {host.desks} desks ready
          </span>
          {nowMs - host.seenAt.getTime() > silentAfterMs ? (
            <Badge tone="bad">Silent</Badge>
          ) : (
            <Badge tone="good">Here</Badge>
          )}
          <span className="w-24 text-right text-muted text-sm">
            <RelativeTime at={host.seenAt.getTime()} />
          </span>
        </li>
      ))}
    </ul>
  )
}
