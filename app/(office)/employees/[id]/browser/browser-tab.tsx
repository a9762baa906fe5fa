'use client'
// The desktop of one employee as it is now, or why there is none to see.
import dynamic from 'next/dynamic'
import type { Employee } from '#lib/wire/employee.ts'
import { ClosedDoor } from '../../../_billing/closed-door.tsx'
import { useStanding } from '../../../_billing/standing-provider.tsx'
import { useEmployee } from '../../../_office/office-provider.tsx'
import { DesktopSkeleton } from './_desktop/desktop-skeleton.tsx'
import { PlaceNote } from './_place/place-note.tsx'
import { placeOf } from './_place/place-of.ts'

/** Only where there is a desktop is the viewer loaded. */
const Desktop = dynamic(() => import('./_desktop/desktop.tsx').then((module) => module.Desktop), {
  ssr: false,
  loading: DesktopSkeleton,
})

export function BrowserTab({ initial }: { initial: Employee }) {
  const { employee } = useEmployee(initial)
  const { mayRun, standing } = useStanding().entitlement
  if (!mayRun || standing === 'looking') return <ClosedDoor door="desktop" name={employee.name} />
  const place = placeOf(employee)
  return place ? <PlaceNote employee={employee} place={place} /> : <Desktop employee={employee} />
}
