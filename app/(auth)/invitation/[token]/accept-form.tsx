'use client'
import { useActionState } from 'react'
import { Banner } from '../../../_ui/banner.tsx'
import { Button } from '../../../_ui/button.tsx'
import { Field } from '../../../_ui/field.tsx'
import { TextInput } from '../../../_ui/text-input.tsx'
import { joinCompany } from '../../_actions/join-company.ts'

type AcceptFormProps = { token: string; companyName: string; displayName: string }

export function AcceptForm({ token, companyName, displayName }: AcceptFormProps) {
  const [outcome, join, isJoining] = useActionState(joinCompany, null)
  return (
    <form action={join} className="flex flex-col gap-4">
      <input type="hidden" name="token" value={token} />
      {outcome?.ok === false && <Banner tone="error">{outcome.detail}</Banner>}
      <Field label="Your name" optional hint="What colleagues see beside your messages.">
        <TextInput
          name="name"
          autoComplete="name"
          maxLength={120}
          defaultValue={displayName}
          className="h-11 text-md"
        />
      </Field>
      <Button type="submit" tone="primary" size="lg" busy={isJoining}>
        <span className="truncate">Join {companyName}</span>
      </Button>
    </form>
  )
}
