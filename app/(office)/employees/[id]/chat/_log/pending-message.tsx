'use client'
import { Button } from '#app/_ui/button.tsx'
import type { Pending } from '../_state/outbox.ts'
import { Bubble } from './member-message.tsx'

type PendingMessageProps = {
  pending: Pending
  onSendAgain: () => void
  /** Puts the text back into the composer. */
  onTakeBack: (pending: Pending) => void
}

/** Written here, not yet known to the server. */
export function PendingMessage({ pending, onSendAgain, onTakeBack }: PendingMessageProps) {
  const { text, attachments, state, problem } = pending
  return (
    <div data-row data-pending={state} className="flex flex-col items-end gap-1">
      <Bubble text={text} attachments={attachments} isFaint={state !== 'sending'} />
      {state === 'sending' ? (
        <p className="px-1 text-muted text-xs">Sending</p>
      ) : (
        <>
          <p role="alert" className="max-w-[85%] px-1 text-right text-bad text-sm">
            Not sent. {problem} {state === 'unsent' && 'It goes by itself when that is over.'}
          </p>
          <div className="flex flex-wrap justify-end gap-2">
            <Button tone="plain" onClick={() => onTakeBack(pending)}>
              Back to the draft
            </Button>
            {state === 'unsent' && <Button onClick={onSendAgain}>Try again</Button>}
          </div>
        </>
      )}
    </div>
  )
}
