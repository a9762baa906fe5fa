import type { LinkTab } from '../../../../_ui/link-tabs.tsx'

const pages = [
  { path: 'chat', label: 'Chat' },
  { path: 'browser', label: 'Browser' },
  { path: 'settings', label: 'Settings' },
] as const

/** The pages of a desk, in order. A new one is added here. */
export function deskTabs(employeeId: string): LinkTab[] {
  return pages.map(({ path, label }) => ({ href: `/employees/${employeeId}/${path}`, label }))
}
