'use client'
import type { ReactNode } from 'react'
import type { ApiKey } from '#lib/wire/api-key.ts'
import { AlertDialog } from '../../../_ui/alert-dialog.tsx'
import { Badge } from '../../../_ui/badge.tsx'
import { Button } from '../../../_ui/button.tsx'
import { EmptyState } from '../../../_ui/empty-state.tsx'
import { RelativeTime } from '../../../_ui/relative-time.tsx'
import { useNow } from '../../../_ui/use-now.ts'
import { revokeKey } from '../../_actions/api-keys.ts'
import { dayInWords } from '../../_billing/day-in-words.ts'
import { useAct } from '../_settings/use-act.ts'
import { scopesInWords } from './scopes.ts'

export function KeyList({ keys }: { keys: readonly ApiKey[] }) {
  if (keys.length === 0) {
    return <EmptyState title="No key has been made yet." text="People sign in; only programs need a key." />
  }
  return (
    <ul aria-label="API keys" className="mt-4 flex flex-col">
      {keys.map((key) => (
        <KeyRow key={key.id} apiKey={key} />
      ))}
    </ul>
  )
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const { run } = useAct()
  const now = useNow(60_000)
  const { id, name, scopes, createdAt, lastUsedAt, expiresAt, revokedAt } = apiKey
  const isExpired = expiresAt !== null && Date.parse(expiresAt) <= now
  return (
    <li
      data-row
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b py-3 last:border-b-0"
    >
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex min-w-0 items-center gap-2">
          <span dir="auto" title={name} className="truncate font-medium">
            {name}
          </span>
          <Badge>{scopesInWords(scopes)}</Badge>
          {revokedAt && <Badge tone="bad">Revoked</Badge>}
          {!revokedAt && isExpired && <Badge tone="bad">Expired</Badge>}
        </p>
        <p className="text-muted text-sm">
          Made <RelativeTime at={createdAt} />, {used(lastUsedAt)}
          {expiresAt && !isExpired && !revokedAt && `, expires on ${dayInWords(expiresAt)}`}
        </p>
      </div>
      {!revokedAt && (
        <AlertDialog
          title={`Revoke “${name}”?`}
          description="Programs that use it are refused from now on. That cannot be undone; a new key can be made at any time."
          confirm="Revoke"
          trigger={<Button>Revoke</Button>}
          onConfirm={() => run(() => revokeKey(id))}
        />
      )}
    </li>
  )
}

function used(lastUsedAt: string | null): ReactNode {
  if (!lastUsedAt) return 'never used'
  return (
    <>
      last used <RelativeTime at={lastUsedAt} />
    </>
  )
}
