import type { ReactNode } from 'react'
import { EmptyState } from '../../../_ui/empty-state.tsx'
import { Lamp } from '../../../_ui/lamp.tsx'

/** Instead of a page one may not open: what it is, and who can open it. */
export function ManagersOnly({ what, text }: { what: string; text: ReactNode }) {
  return (
    <EmptyState
      drawing={<Lamp state="off" size={96} label={null} />}
      title={`${what} are for owners and admins.`}
      text={text}
    />
  )
}
