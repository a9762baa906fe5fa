'use client'
// Taking control of a desktop and handing it back. What came of it is told to everybody by the employee's event.
import { useEffect, useRef, useState } from 'react'
import type { Employee } from '#lib/wire/employee.ts'
import type { Holder } from '../../../../_office/holder-of.ts'
import { useOffice } from '../../../../_office/office-provider.tsx'
import { useHolder } from '../../../../_office/use-holder.ts'
import { handBack, takeControl } from '../_desktop/doors.ts'

export interface Control {
  holder: Holder
  isBusy: boolean
  /** What happened to the control of the person who looks, in words; empty when there is nothing to say. */
  news: string
  take: (takeOver?: boolean) => Promise<void>
  giveBack: () => Promise<void>
}

export function useControl(employee: Employee): Control {
  const { awaitAnswer } = useOffice()
  const { id, name } = employee
  const holder = useHolder(employee)
  const [isBusy, setBusy] = useState(false)
  const [news, setNews] = useState('')
  const isHandingBack = useRef(false)
  const { who } = holder
  const otherName = holder.who === 'other' ? holder.memberName : ''
  const before = useRef(who)
  useEffect(() => {
    const lost = before.current === 'me' && who !== 'me' && !isHandingBack.current
    before.current = who
    isHandingBack.current = false
    if (who === 'me') setNews('')
    else if (lost && otherName) setNews(`${otherName} took control over.`)
    else if (lost) setNews(`Your control has ended: nothing was done for a while. ${name} goes on.`)
  }, [who, otherName, name])
  const run = async (ask: () => ReturnType<typeof handBack>) => {
    setBusy(true)
    setNews('')
    const take = awaitAnswer(id)
    const answer = await ask()
    if (answer.ok) take(answer.value)
    else {
      isHandingBack.current = false
      setNews(answer.detail)
    }
    setBusy(false)
  }
  return {
    holder,
    isBusy,
    news,
    take: (takeOver = false) => run(() => takeControl(id, takeOver)),
    giveBack() {
      isHandingBack.current = true
      return run(() => handBack(id))
    },
  }
}
