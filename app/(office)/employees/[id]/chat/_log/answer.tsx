'use client'
import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#app/_ui/button.tsx'
import { CopyButton } from '#app/_ui/copy-button.tsx'
import { IconButton } from '#app/_ui/icon-button.tsx'
import { Lamp } from '#app/_ui/lamp.tsx'
import type { Message } from '#lib/wire/message.ts'
import { refusalReasons } from '#lib/wire/refusal.ts'
import { GoOn } from '../../../../_allowance/go-on.tsx'
import { continueAnswer } from '../_state/request.ts'
import type { Conversation } from '../_state/use-conversation.ts'
import { timeInWords } from '../_words/day.ts'
import { phaseInWords } from '../_words/phase.ts'
import { answerParts } from './answer-parts.ts'
import { ToolCard } from './tool-card.tsx'
import { EmployeeWords } from './words-of-employee.tsx'

type AnswerProps = {
  message: Message
  name: string
  timeZone: string
  /** Only the latest answer can be asked for again. */
  mayRetry: boolean
  steer: Conversation['steer']
}

export function Answer({ message, name, timeZone, mayRetry, steer }: AnswerProps) {
  const isGrowing = message.status === 'streaming'
  const parts = answerParts(message)
  const last = parts.at(-1)
  return (
    <div className="group/row flex flex-col gap-3">
      {parts.map((part) =>
        part.kind === 'text' ? (
          <EmployeeWords key={part.key} text={part.text} isGrowing={isGrowing && part === last} />
        ) : (
          <div key={part.key} className="flex flex-col gap-1.5">
            {part.calls.map((call) => (
              <ToolCard key={call.id} call={call} />
            ))}
          </div>
        ),
      )}
      {isGrowing && <PhaseLine message={message} name={name} />}
      {!isGrowing && <Ending message={message} timeZone={timeZone} mayRetry={mayRetry} steer={steer} />}
    </div>
  )
}

function PhaseLine({ message, name }: { message: Message; name: string }) {
  return (
    <p className="flex items-center gap-2 text-muted text-sm">
      <Lamp state="breathing" size={20} label={null} />
      <span className="min-w-0 truncate">{phaseInWords(name, message)}</span>
    </p>
  )
}

type EndingProps = Pick<AnswerProps, 'message' | 'timeZone' | 'mayRetry' | 'steer'>

/** How it ended, where that is not as wanted, and what one can do with an answer. */
function Ending({ message, timeZone, mayRetry, steer }: EndingProps) {
  const [refused, setRefused] = useState('')
  const [isBusy, setBusy] = useState(false)
  const retry = async () => {
    setBusy(true)
    const refusal = await steer(message, 'retry')
    setRefused(refusal?.detail ?? '')
    setBusy(false)
  }
  const isForCost = refusalReasons.some((reason) => reason === message.failure?.code)
  const hasEndedBadly = message.status === 'failed' || message.status === 'stopped'
  return (
    <>
      {message.failure && (
        <div className={`rounded-md px-3 py-2.5 ${isForCost ? 'bg-lamp-wash' : 'bg-bad-wash'}`}>
          <p className="font-medium">{message.failure.text}</p>
          <p>{message.failure.action}</p>
        </div>
      )}
      {message.status === 'stopped' && (
        <p className="text-muted text-sm">Stopped. What was written is kept.</p>
      )}
      {isForCost && mayRetry && <GoOnFrom message={message} />}
      {hasEndedBadly && !isForCost && mayRetry && (
        <div>
          <Button busy={isBusy} onClick={retry}>
            <RotateCcw aria-hidden="true" size={16} strokeWidth={1.5} />
            Try again
          </Button>
        </div>
      )}
      {refused && (
        <p role="alert" className="text-bad text-sm">
          {refused}
        </p>
      )}
      <div className="-ml-2 -mt-2 flex h-8 sm:-mb-7 items-center text-muted text-xs opacity-0 transition-opacity duration-150 ease-out group-focus-within/row:opacity-100 group-hover/row:opacity-100 max-sm:opacity-100">
        {message.text !== '' && <CopyButton text={message.text} label="Copy the answer" />}
        {!hasEndedBadly && mayRetry && (
          <IconButton label="Answer again" disabled={isBusy} onClick={retry}>
            <RotateCcw aria-hidden="true" size={16} strokeWidth={1.5} />
          </IconButton>
        )}
        <time dateTime={message.createdAt} className="figures px-2">
          {timeInWords(message.finishedAt ?? message.createdAt, timeZone)}
        </time>
      </div>
    </>
  )
}

/** Its allowance was used up: what was done stays, and the rest follows. */
function GoOnFrom({ message: { id, employeeId, failure } }: Pick<AnswerProps, 'message'>) {
  return (
    <GoOn
      raiseByMicros={failure?.raiseByMicros ?? null}
      isCompanys={failure?.code === 'company_allowance'}
      goOn={(raiseByMicros) => continueAnswer(employeeId, id, raiseByMicros)}
      about={{ messageId: id }}
    />
  )
}
