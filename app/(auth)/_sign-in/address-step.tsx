'use client'
import { Banner } from '../../_ui/banner.tsx'
import { Button } from '../../_ui/button.tsx'
import { Field } from '../../_ui/field.tsx'
import { TextInput } from '../../_ui/text-input.tsx'
import type { RequestState } from '../_actions/request-sign-in.ts'
import { GoogleLink } from './google-link.tsx'

type AddressStepProps = {
  state: RequestState
  next: string
  isFixed: boolean
  isRequesting: boolean
  request: (form: FormData) => void
}

export function AddressStep({ state, next, isFixed, isRequesting, request }: AddressStepProps) {
  const refusal = state.outcome?.ok === false ? state.outcome : undefined
  const fieldError = refusal?.fields?.email
  return (
    <>
      {refusal && !fieldError && (
        <div className="mb-4">
          <Banner tone="error">{refusal.detail}</Banner>
        </div>
      )}
      <form action={request} noValidate className="flex flex-col gap-4">
        <input type="hidden" name="next" value={next} />
        {isFixed ? (
          <input type="hidden" name="email" value={state.email} />
        ) : (
          <Field label="E-mail address" error={fieldError}>
            <TextInput
              key={state.email}
              name="email"
              type="email"
              inputMode="email"
              autoComplete="email"
              autoCapitalize="none"
              spellCheck={false}
              defaultValue={state.email}
              placeholder="you@company.com"
              autoFocus
              className="h-11 text-md"
            />
          </Field>
        )}
        <Button type="submit" tone="primary" size="lg" busy={isRequesting}>
          {isFixed ? 'Mail me a sign-in link' : 'Continue with e-mail'}
        </Button>
      </form>
      <div className="my-5 flex items-center gap-3 text-muted text-sm" aria-hidden="true">
        <span className="h-px flex-1 bg-line" />
        or
        <span className="h-px flex-1 bg-line" />
      </div>
      <GoogleLink next={next} />
    </>
  )
}
