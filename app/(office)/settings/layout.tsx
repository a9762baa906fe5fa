import type { ReactNode } from 'react'
import { may } from '#lib/access/authorize.ts'
import { currentMember } from '../../_edge/session.ts'
import { LinkTabs } from '../../_ui/link-tabs.tsx'
import { PageHeader } from '../../_ui/page-header.tsx'
import { FollowSettings } from './_settings/follow-settings.tsx'
import { settingsTabs } from './_settings/settings-tabs.ts'

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const member = await currentMember()
  if (!member) return children
  const tabs = settingsTabs({ isManager: may(member, 'api-keys.manage') })
  return (
    <div className="mx-auto flex min-h-full w-full max-w-[880px] flex-col px-4 pt-2 sm:px-6">
      <PageHeader title="Settings" tabs={<LinkTabs label="Settings" tabs={tabs} />} />
      <FollowSettings />
      {children}
    </div>
  )
}
