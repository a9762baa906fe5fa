import type { ReactNode } from 'react'
import SettingsLayout from '../settings/layout.tsx'

/** Money has an address of its own and stands among the settings. */
export default function BillingLayout({ children }: { children: ReactNode }) {
  return <SettingsLayout>{children}</SettingsLayout>
}
