'use client'
// The mail is on its way: type its six digits here, or open its link anywhere.
import { type ChangeEvent, useActionState, useEffect, useRef, useState } from 'react'
import { Button } from '../../_ui/button.tsx'
import { Field } from '../../_ui/field.tsx'
import { Lamp } from '../../_ui/lamp.tsx'
import { TextInput } from '../../_ui/text-input.tsx'
import { enterCode } from '../_actions/enter-code.ts'
import { Resend } from './resend.tsx'

const codeLength = 6

type CodeStepProps = {
  email: string
  next: string
  mailboxHref: string | undefined
  onChangeAddress?: () => void
}

export function CodeStep({ email, next, mailboxHref, onChangeAddress }: CodeStepProps) {
  return (
    <>
      <Lamp state="lit" size={96} label={null} className="-ml-2" />
      <h1 className="display mt-4 text-xl">Look at your mail.</h1>
      <p className="mt-2 mb-6 text-md text-muted">
        We sent a link and a code to <strong className="break-words font-medium text-ink">{email}</strong>.
        Open the link on any device, or type the code here.
      </p>
      <CodeForm email={email} next={next} />
      <div className="mt-6 flex flex-col gap-1 border-line border-t pt-4 text-muted">
        {mailboxHref && (
          <p>
            Mails stay on this machine:{' '}
            <a
              href={mailboxHref}
              target="_blank"
              rel="noopener"
              className="rounded-sm py-1 font-medium text-ink underline decoration-line underline-offset-4 hover:decoration-current max-sm:py-3"
            >
              Open the mailbox
            </a>
          </p>
        )}
        <Resend email={email} next={next} />
        {onChangeAddress && (
          <p>
            Wrong address?{' '}
            <button
              type="button"
              onClick={onChangeAddress}
              className="rounded-sm py-1 font-medium text-ink underline decoration-line underline-offset-4 hover:decoration-current max-sm:py-3"
            >
              Use another one
            </button>
          </p>
        )}
      </div>
    </>
  )
}

function CodeForm({ email, next }: { email: string; next: string }) {
  const [outcome, enter, isEntering] = useActionState(enterCode, null)
  const [code, setCode] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const refusal = outcome?.ok === false ? outcome : undefined
  useEffect(() => {
    if (refusal) field.current?.select()
  }, [refusal])
  const type = (event: ChangeEvent<HTMLInputElement>) => {
    const digits = event.target.value.replace(/\D/g, '').slice(0, codeLength)
    setCode(digits)
    if (digits.length === codeLength && digits !== code) {
      // After React has put the digits into the field.
      requestAnimationFrame(() => form.current?.requestSubmit())
    }
  }
  return (
    <form ref={form} action={enter} noValidate className="flex flex-col gap-4">
      <input type="hidden" name="email" value={email} />
      <input type="hidden" name="next" value={next} />
      <Field label="Six-digit code" error={refusal?.detail}>
        <TextInput
          ref={field}
          name="code"
          value={code}
          onChange={type}
          readOnly={isEntering}
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          placeholder="000000"
          className="figures h-14 text-center text-xl tracking-[0.3em] max-sm:h-14 max-sm:text-xl"
        />
      </Field>
      <Button type="submit" tone="primary" size="lg" busy={isEntering}>
        {isEntering ? 'Signing in' : 'Sign in'}
      </Button>
    </form>
  )
}
