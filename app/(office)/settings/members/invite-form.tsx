'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState, useTransition } from 'react'
import type { Refusal } from '../../../_edge/act.ts'
import { Button } from '../../../_ui/button.tsx'
import { ButtonLink } from '../../../_ui/button-link.tsx'
import { Field } from '../../../_ui/field.tsx'
import { Select } from '../../../_ui/select.tsx'
import { TextInput } from '../../../_ui/text-input.tsx'
import { toast } from '../../../_ui/toast.tsx'
import { invite } from '../../_actions/members.ts'
import { roleOptions } from './roles.ts'

type InviteFormProps = { mayInviteOwners: boolean; seats: { taken: number; max: number } }

export function InviteForm({ mayInviteOwners, seats }: InviteFormProps) {
  const router = useRouter()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState('member')
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, start] = useTransition()
  const isFull = seats.taken >= seats.max
  const send = (event: FormEvent) => {
    event.preventDefault()
    start(async () => {
      const outcome = await invite(email.trim(), role)
      if (!outcome.ok) return setRefusal(outcome)
      toast.success(`Invitation sent to ${email.trim()}`)
      setRefusal(undefined)
      setEmail('')
      router.refresh()
    })
  }
  return (
    <section aria-labelledby="invite">
      <h2 id="invite" className="font-semibold">
        Invite somebody
      </h2>
      <p className="mt-1 text-muted">
        They get a mail whose link works for seven days. {seats.taken} of {seats.max}{' '}
        {seats.max === 1 ? 'place is' : 'places are'} taken, open invitations included.
      </p>
      {isFull ? (
        <ButtonLink href="/billing" className="mt-3">
          Choose a larger plan
        </ButtonLink>
      ) : (
        <form onSubmit={send} noValidate className="mt-3 flex flex-wrap items-start gap-3">
          <Field
            label="E-mail address"
            error={refusal?.fields?.email ?? refusal?.detail}
            className="min-w-0 flex-1 basis-64"
          >
            <TextInput
              type="email"
              name="email"
              required
              autoComplete="off"
              placeholder="grace@example.com"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          </Field>
          <Field label="Role" className="w-40">
            <Select
              name="role"
              value={role}
              onValueChange={setRole}
              options={roleOptions({ withOwner: mayInviteOwners })}
            />
          </Field>
          <Button
            type="submit"
            tone="primary"
            busy={isBusy}
            disabled={email.trim() === ''}
            className="mt-[26px]"
          >
            Send the invitation
          </Button>
        </form>
      )}
    </section>
  )
}
