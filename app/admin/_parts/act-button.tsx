'use client'
// A button that asks for a reason before it acts. Its id comes with the page: pressed twice, the act is done once.
import { useRouter } from 'next/navigation'
import { type FormEvent, useState, useTransition } from 'react'
import type { Outcome, Refusal } from '../../_edge/act.ts'
import { Button } from '../../_ui/button.tsx'
import { Dialog, DialogClose } from '../../_ui/dialog.tsx'
import { Field } from '../../_ui/field.tsx'
import { TextArea } from '../../_ui/text-area.tsx'
import { TextInput } from '../../_ui/text-input.tsx'
import { toast } from '../../_ui/toast.tsx'
import type { ActForm } from './act-form.ts'

interface ActButtonProps {
  label: string
  /** What a screen reader says where the label alone would be ambiguous. */
  accessibleLabel?: string
  isDanger?: boolean
  title: string
  description: string
  /** What is told when it is done. */
  done: string
  actId: string
  subjectId: string
  /** A number to ask for. */
  amount?: { label: string; hint?: string; initial: string }
  action: (form: ActForm) => Promise<Outcome>
}

export function ActButton(props: ActButtonProps) {
  const { label, accessibleLabel, title, description } = props
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)} aria-label={accessibleLabel}>
        {label}
      </Button>
      {isOpen && (
        <Dialog open onOpenChange={setOpen} title={title} description={description}>
          <ActDialog {...props} close={() => setOpen(false)} />
        </Dialog>
      )}
    </>
  )
}

const maxReason = 400

function ActDialog({ close, ...props }: ActButtonProps & { close: () => void }) {
  const { actId, subjectId, action, amount, done, label, isDanger } = props
  const router = useRouter()
  const [reason, setReason] = useState('')
  const [number, setNumber] = useState(amount?.initial ?? '')
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, start] = useTransition()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    start(async () => {
      const outcome = await action({ actId, subjectId, reason, amount: number }).catch(() => undefined)
      if (!outcome) {
        toast.error('No answer came. Press again: it is done once.')
        return
      }
      if (!outcome.ok) {
        setRefusal(outcome)
        return
      }
      toast.success(done)
      router.refresh()
      close()
    })
  }
  const wrong = refusal?.fields
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {amount && (
        <Field label={amount.label} hint={amount.hint} error={wrong?.days ?? wrong?.dollars}>
          <TextInput
            inputMode="decimal"
            autoComplete="off"
            className="figures max-w-40"
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
        </Field>
      )}
      <Field label="Reason" hint="The company reads it in its audit trail." error={wrong?.reason}>
        <TextArea
          rows={2}
          maxLength={maxReason}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      {refusal && !wrong && (
        <p role="alert" className="text-bad">
          {refusal.detail}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose>
          <Button>Cancel</Button>
        </DialogClose>
        <Button
          type="submit"
          tone={isDanger ? 'danger' : 'primary'}
          busy={isBusy}
          disabled={reason.trim().length < 3}
        >
          {label}
        </Button>
      </div>
    </form>
  )
}
