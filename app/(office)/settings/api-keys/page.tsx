import type { Metadata } from 'next'
import { may } from '#lib/access/authorize.ts'
import { listApiKeys } from '#lib/api-key/list-api-keys.ts'
import { siteUrl } from '../../../_edge/env.ts'
import { requireMember } from '../../../_edge/session.ts'
import { ManagersOnly } from '../_settings/managers-only.tsx'
import { KeyList } from './key-list.tsx'
import { NewKey } from './new-key.tsx'

export const metadata: Metadata = { title: 'API keys' }

export default async function ApiKeysPage() {
  const member = await requireMember('/settings/api-keys')
  if (!may(member, 'api-keys.manage')) {
    return (
      <ManagersOnly
        what="API keys"
        text="With a key, a program of yours acts for the company. Ask an owner or an admin to make one for you."
      />
    )
  }
  const keys = await listApiKeys(member)
  return (
    <div className="py-8">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="font-semibold">API keys</h2>
          <p className="mt-1 max-w-read text-muted">
            With a key, a program of yours acts for the company: it hires, asks, hands out tasks or works on
            them over the REST interface. Give each program its own, with no more than it needs.
          </p>
        </div>
        <NewKey siteUrl={siteUrl()} />
      </div>
      <KeyList keys={keys} />
    </div>
  )
}
