'use client'
// The sites of one employee as they are now: read once, followed by events, changed by decisions.
import { useEffect, useState } from 'react'
import type { LiveEvent } from '#lib/wire/event.ts'
import type { SiteList } from '#lib/wire/site.ts'
import { useLive } from '../../../../_live/live-provider.tsx'
import type { Answered } from '../../../_api/call.ts'
import { useBackAgain } from '../../../_api/use-back-again.ts'
import { useQuietly } from '../../../_api/use-read.ts'
import { type Decision, decideSite, fetchSites, forgetSite } from './site-calls.ts'

export interface Sites {
  /** Undefined until they are read. */
  list: SiteList | undefined
  isBusy: boolean
  /** Why the last decision was not taken. */
  decide: (decision: Decision) => Promise<Answered<SiteList>>
  forget: (ruleId: string) => Promise<Answered<SiteList>>
}

/** Without `isKept`, nothing is asked: such desks are not kept from the web. */
export function useSites(employeeId: string, isKept: boolean, initial?: SiteList): Sites {
  const [list, setList] = useState(initial)
  const [isBusy, setBusy] = useState(false)
  const refresh = useQuietly(async () => {
    const answer = await fetchSites(employeeId)
    if (answer.ok) setList(answer.value)
    return answer
  })
  const isGiven = initial !== undefined
  useEffect(() => {
    if (isKept && !isGiven) refresh(0)
  }, [isKept, isGiven, refresh])
  const concerns = (event: LiveEvent) =>
    isKept &&
    (event.event === 'reset' ||
      (event.event === 'site' && (event.data.employeeId ?? employeeId) === employeeId))
  const [own] = useState({})
  useBackAgain(initial ?? own, refresh, concerns)
  useLive((event) => {
    if (concerns(event)) refresh()
  })
  const run = async (ask: () => Promise<Answered<SiteList>>) => {
    setBusy(true)
    const answer = await ask()
    if (answer.ok) setList(answer.value)
    setBusy(false)
    return answer
  }
  return {
    list,
    isBusy,
    decide: (decision) => run(() => decideSite(employeeId, decision)),
    forget: (ruleId) => run(() => forgetSite(employeeId, ruleId)),
  }
}
