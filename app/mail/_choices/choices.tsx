'use client'
import { useState, useTransition } from 'react'
import { type MailKind, mailKinds } from '#lib/mail/kinds.ts'
import type { Outcome } from '../../_edge/act.ts'
import { Switch } from '../../_ui/switch.tsx'

interface ChoicesProps {
  unwanted: readonly MailKind[]
  choose: (choice: { kind: string; isWanted: boolean }) => Promise<Outcome>
}

const kinds: readonly MailKind[] = ['trial', 'allowances', 'receipts']

/** A switch for each kind; it holds at once. */
export function Choices({ unwanted, choose }: ChoicesProps) {
  const [off, setOff] = useState<ReadonlySet<MailKind>>(new Set(unwanted))
  const [told, setTold] = useState('')
  const [, start] = useTransition()
  const turn = (kind: MailKind, isWanted: boolean) => {
    const before = off
    const after = new Set(off)
    if (isWanted) after.delete(kind)
    else after.add(kind)
    setOff(after)
    start(async () => {
      const outcome = await choose({ kind, isWanted }).catch(() => undefined)
      if (outcome?.ok) {
        setTold(isWanted ? 'Saved. You get these again.' : 'Saved. You get no more of these.')
        return
      }
      setOff(before)
      setTold(outcome?.detail ?? 'No answer came. Nothing was changed; try again.')
    })
  }
  return (
    <div>
      <div className="border-line border-t">
        {kinds.map((kind) => (
          <div key={kind} className="border-line border-b py-3">
            <Switch
              label={mailKinds[kind].title}
              hint={mailKinds[kind].what}
              checked={!off.has(kind)}
              onCheckedChange={(isWanted) => turn(kind, isWanted)}
            />
          </div>
        ))}
      </div>
      <p role="status" className="mt-3 min-h-5 text-muted text-sm">
        {told}
      </p>
    </div>
  )
}
