'use client'
import type { Employee } from '#lib/wire/employee.ts'
import { useNow } from '../../_ui/use-now.ts'
import { type Holder, holderOf } from './holder-of.ts'
import { useOffice } from './office-provider.tsx'

/** Who drives the desktop as the second goes by. Nobody's time is watched while nobody drives. */
export function useHolder({ control }: Pick<Employee, 'control'>): Holder {
  const { me } = useOffice()
  const nowMs = useNow(control ? 1000 : null)
  return holderOf(control, me.userId, Math.max(nowMs, Date.now()))
}
