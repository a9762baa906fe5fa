'use client'
import { useState } from 'react'
import { Button } from '#app/_ui/button.tsx'
import { steerEmployee } from '../_state/request.ts'
import type { Wait } from '../_words/waiting.ts'

/** Why a message waits, and what can be done about it. */
export function WaitNote({ wait, employeeId, name }: { wait: Wait; employeeId: string; name: string }) {
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState('')
  const { text, act } = wait
  const steer = async () => {
    if (!act) return
    setBusy(true)
    const outcome = await steerEmployee(employeeId, act)
    setRefused(outcome.ok ? '' : outcome.detail)
    setBusy(false)
  }
  return (
    <div className="flex max-w-[85%] flex-wrap items-center justify-end gap-x-3 gap-y-1 px-1 text-muted text-sm">
      <p role="status" className="[overflow-wrap:anywhere]">
        {text}
      </p>
      {act && (
        <Button busy={isBusy} onClick={steer} className="max-w-full">
          <span className="truncate">{act === 'start' ? `Start ${name}` : 'Try to start again'}</span>
        </Button>
      )}
      {refused && (
        <p role="alert" className="text-bad">
          {refused}
        </p>
      )}
    </div>
  )
}
