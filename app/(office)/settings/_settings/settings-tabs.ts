import type { LinkTab } from '../../../_ui/link-tabs.tsx'

const tabs = [
  { href: '/settings/company', label: 'Company', managersOnly: false },
  { href: '/settings/members', label: 'Members', managersOnly: false },
  { href: '/billing', label: 'Plan and billing', managersOnly: false },
  { href: '/settings/workers', label: 'Workers', managersOnly: false },
  { href: '/settings/api-keys', label: 'API keys', managersOnly: true },
  { href: '/settings/audit', label: 'Audit trail', managersOnly: true },
  { href: '/settings/account', label: 'Account', managersOnly: false },
] as const

/** What a person may not open is not offered; its address explains itself. */
export function settingsTabs({ isManager }: { isManager: boolean }): LinkTab[] {
  return tabs.filter((tab) => isManager || !tab.managersOnly).map(({ href, label }) => ({ href, label }))
}
