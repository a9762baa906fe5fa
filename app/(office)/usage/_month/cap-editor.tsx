'use client'
// A cap, changed where it stands: the figure becomes a box, Enter keeps it, Escape leaves it as it was.
import { Pencil } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, useRef, useState, useTransition } from 'react'
import { flushSync } from 'react-dom'
import { Button } from '../../../_ui/button.tsx'
import { Field } from '../../../_ui/field.tsx'
import { IconButton } from '../../../_ui/icon-button.tsx'
import { TextInput } from '../../../_ui/text-input.tsx'
import { toast } from '../../../_ui/toast.tsx'
import { changeAllowance } from '../../_actions/change-allowance.ts'
import { parseDollars, typedDollars } from '../../_form/dollars.ts'
import { money } from '../_words/figures.ts'
import type { NamedAllowance } from './allowance.ts'

type CapEditorProps = {
  allowance: NamedAllowance
  /** Up to which it may be set, where that is not up to whoever sets it. */
  ceilingMicros?: number
  /** What is included before the first payment is no plan's. */
  isBeforePaying?: boolean
}

export function CapEditor(props: CapEditorProps) {
  const [isOpen, setOpen] = useState(false)
  const place = useRef<HTMLSpanElement>(null)
  const close = () => {
    flushSync(() => setOpen(false))
    place.current?.querySelector('button')?.focus()
  }
  if (isOpen) return <CapForm {...props} onDone={close} />
  return (
    <span ref={place}>
      <IconButton label={`Change the allowance of ${props.allowance.name}`} onClick={() => setOpen(true)}>
        <Pencil aria-hidden="true" size={16} strokeWidth={1.5} />
      </IconButton>
    </span>
  )
}

type CapFormProps = CapEditorProps & { onDone: () => void }

function CapForm({ allowance, ceilingMicros, isBeforePaying = false, onDone }: CapFormProps) {
  const { scope, id, name, capMicros } = allowance
  const [typed, setTyped] = useState(typedDollars(capMicros))
  const [wrong, setWrong] = useState<string>()
  const [isBusy, start] = useTransition()
  const router = useRouter()
  const store = (toMicros: number) =>
    start(async () => {
      const outcome = await changeAllowance(scope, id, toMicros).catch(() => undefined)
      if (!outcome?.ok) {
        setWrong(outcome?.detail ?? 'The office did not answer. What you entered is still here; try again.')
        return
      }
      toast.success(`${name} may use up to ${money(toMicros)}`)
      router.refresh()
      onDone()
    })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const micros = parseDollars(typed)
    if (micros === undefined) setWrong('Enter an amount such as 20 or 12.50')
    else if (ceilingMicros !== undefined && micros > ceilingMicros)
      setWrong(tooMuch(money(ceilingMicros), isBeforePaying))
    else store(micros)
  }
  return (
    <form
      onSubmit={submit}
      onKeyDown={({ key }) => key === 'Escape' && onDone()}
      className="flex w-full flex-col items-start gap-1 pt-1"
    >
      <Field label={`Allowance of ${name} in US dollars`} hideLabel error={wrong}>
        <span className="flex flex-wrap items-center gap-2">
          <span aria-hidden="true" className="figures text-muted">
            $
          </span>
          <TextInput
            autoFocus
            inputMode="decimal"
            autoComplete="off"
            value={typed}
            onFocus={(event) => event.target.select()}
            onChange={(event) => {
              setTyped(event.target.value)
              setWrong(undefined)
            }}
            className="figures max-w-28"
          />
          <Button type="submit" tone="primary" busy={isBusy}>
            Save
          </Button>
          <Button tone="plain" onClick={onDone}>
            Cancel
          </Button>
        </span>
      </Field>
      {ceilingMicros !== undefined && ceilingMicros > capMicros && (
        <Button tone="plain" className="-mx-3 text-muted" onClick={() => store(ceilingMicros)}>
          All that {isBeforePaying ? 'is included' : 'the plan includes'}, {money(ceilingMicros)}
        </Button>
      )}
    </form>
  )
}

function tooMuch(most: string, isBeforePaying: boolean): string {
  return isBeforePaying
    ? `Before the first payment ${most} is included. What the plan includes begins with that payment.`
    : `Your plan includes ${most}. A seat more or a larger plan brings more.`
}
