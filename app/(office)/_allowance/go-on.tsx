'use client'
// What one can do about work that was stopped for what it costs: raise and go on, or ask who may.
import { useState } from 'react'
import { Button } from '../../_ui/button.tsx'
import { TextInput } from '../../_ui/text-input.tsx'
import { type Answered, call, post } from '../_api/call.ts'
import { useOffice } from '../_office/office-provider.tsx'
import { MoreFromPlan } from './more-from-plan.tsx'

export interface GoOnProps {
  /** By how much; null where no allowance needs to be raised, or none can be. */
  raiseByMicros: number | null
  /** It was the company's allowance, which is never more than its plan includes. */
  isCompanys: boolean
  /** Lets it go on, with so much more to spend. */
  goOn: (raiseByMicros: number) => Promise<Answered<unknown>>
  stop?: (() => Promise<Answered<unknown>>) | undefined
  /** What owners are told of. */
  about: { questionId: string } | { messageId: string }
  onDone?: (() => void) | undefined
}

const dollar = 1_000_000

export function GoOn({ raiseByMicros, isCompanys, goOn, stop, about, onDone }: GoOnProps) {
  const { me } = useOffice()
  const [sum, setSum] = useState(raiseByMicros === null ? '' : String(raiseByMicros / dollar))
  const [doing, setDoing] = useState<'go' | 'stop' | 'ask'>()
  const [said, setSaid] = useState<{ text: string; isBad: boolean }>()
  const needsPlan = isCompanys && raiseByMicros === null
  const byMicros = Math.round(Number(sum) * dollar)
  const isSum = raiseByMicros === null || (Number.isFinite(byMicros) && byMicros > 0)

  const act = async (what: 'go' | 'stop' | 'ask', work: () => Promise<Answered<unknown>>) => {
    if (doing) return
    setDoing(what)
    const outcome = await work()
    setDoing(undefined)
    if (!outcome.ok) return setSaid({ text: outcome.detail, isBad: true })
    setSaid(what === 'ask' ? { text: 'Owners and admins are told.', isBad: false } : undefined)
    if (what !== 'ask') onDone?.()
  }
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <form
        className="flex flex-wrap items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (isSum) void act('go', () => goOn(raiseByMicros === null ? 0 : byMicros))
        }}
      >
        {me.isManager ? (
          <>
            {needsPlan && <MoreFromPlan />}
            {raiseByMicros !== null && <Sum value={sum} onChange={setSum} />}
            <Button
              type="submit"
              tone={needsPlan ? 'quiet' : 'primary'}
              busy={doing === 'go'}
              disabled={!isSum}
            >
              {raiseByMicros === null ? 'Go on' : `Raise by $${sum || '…'} and continue`}
            </Button>
          </>
        ) : (
          <Button
            tone="primary"
            busy={doing === 'ask'}
            onClick={() => void act('ask', () => call('/questions/ask-owners', post(about)))}
          >
            Ask an owner
          </Button>
        )}
        {stop && (
          <Button busy={doing === 'stop'} onClick={() => void act('stop', stop)}>
            Stop
          </Button>
        )}
      </form>
      {said && (
        <p role="status" className={said.isBad ? 'text-bad text-sm' : 'text-muted text-sm'}>
          {said.text}
        </p>
      )}
    </div>
  )
}

function Sum({ value, onChange }: { value: string; onChange: (sum: string) => void }) {
  return (
    <span className="flex items-center gap-1.5">
      <span aria-hidden="true" className="text-muted">
        $
      </span>
      <TextInput
        aria-label="Raise by, in US dollars"
        inputMode="decimal"
        autoComplete="off"
        className="figures max-w-24"
        value={value}
        onChange={(event) => onChange(event.target.value.replace(/[^\d.]/g, '').slice(0, 9))}
      />
    </span>
  )
}
