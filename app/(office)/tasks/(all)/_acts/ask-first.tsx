'use client'
// What is asked before a move that is hard to take back, or that needs words.
import { useState } from 'react'
import type { TaskCard } from '#lib/wire/task.ts'
import { AlertDialog } from '../../../../_ui/alert-dialog.tsx'
import { Button } from '../../../../_ui/button.tsx'
import { Dialog, DialogClose } from '../../../../_ui/dialog.tsx'
import { Field } from '../../../../_ui/field.tsx'
import { TextArea } from '../../../../_ui/text-area.tsx'

type AskFirstProps = {
  cards: readonly TaskCard[]
  verb: 'cancel' | 'sendBack'
  onClose: () => void
  onConfirm: (feedback?: string) => void
}

export function AskFirst(props: AskFirstProps) {
  return props.verb === 'cancel' ? <AskToCancel {...props} /> : <AskForFeedback {...props} />
}

function AskToCancel({ cards, onClose, onConfirm }: AskFirstProps) {
  const [first] = cards
  const what = cards.length === 1 && first ? `#${first.number}` : `${cards.length} tasks`
  const areRunning = cards.some(({ status }) => status === 'running' || status === 'claimed')
  return (
    <AlertDialog
      open
      title={`Cancel ${what}?`}
      description={`${areRunning ? 'Work that is under way stops at once. ' : ''}What was made so far is kept, and you can try again later.`}
      cancel="Keep"
      confirm={`Cancel ${what}`}
      onOpenChange={(open) => !open && onClose()}
      onConfirm={() => onConfirm()}
    />
  )
}

function AskForFeedback({ cards, onClose, onConfirm }: AskFirstProps) {
  const [feedback, setFeedback] = useState('')
  const [wasEmpty, setWasEmpty] = useState(false)
  const [first] = cards
  const send = () => {
    if (feedback.trim() === '') return setWasEmpty(true)
    onConfirm(feedback.trim())
    onClose()
  }
  return (
    <Dialog
      open
      title={`Send #${first?.number ?? ''} back`}
      description="The next attempt is told what you write."
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button tone="primary" onClick={send}>
            Send back
          </Button>
        </>
      }
    >
      <Field
        label="What is missing"
        error={wasEmpty && feedback.trim() === '' ? 'Say in a sentence what is missing.' : undefined}
      >
        <TextArea
          value={feedback}
          maxLength={10_000}
          onChange={(event) => setFeedback(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && (event.metaKey || event.ctrlKey) && send()}
        />
      </Field>
    </Dialog>
  )
}
