'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState, useTransition } from 'react'
import type { Scope } from '#lib/access/caller.ts'
import type { CreatedApiKey } from '#lib/wire/api-key.ts'
import type { Refusal } from '../../../_edge/act.ts'
import { Button } from '../../../_ui/button.tsx'
import { Checkbox } from '../../../_ui/checkbox.tsx'
import { CopyButton } from '../../../_ui/copy-button.tsx'
import { Dialog } from '../../../_ui/dialog.tsx'
import { Field } from '../../../_ui/field.tsx'
import { Select } from '../../../_ui/select.tsx'
import { TextInput } from '../../../_ui/text-input.tsx'
import { makeKey } from '../../_actions/api-keys.ts'
import { WorkerStart } from '../_worker-start/worker-start.tsx'
import { offeredScopes } from './scopes.ts'

const lifetimes = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'One year' },
  { value: 'never', label: 'Never' },
] as const

const dayMs = 24 * 60 * 60 * 1000
const maxName = 80

export function NewKey({ siteUrl }: { siteUrl: string }) {
  const router = useRouter()
  const [isOpen, setOpen] = useState(false)
  const [made, setMade] = useState<CreatedApiKey>()
  const close = () => {
    setOpen(false)
    setMade(undefined)
    router.refresh()
  }
  return (
    <>
      <Button tone="primary" onClick={() => setOpen(true)}>
        Make a key
      </Button>
      {isOpen && (
        <Dialog
          open
          onOpenChange={(open) => !open && close()}
          wide={made?.scopes.includes('work') ?? false}
          title={made ? 'Your new key' : 'Make a key'}
          description={
            made ? 'It is shown this once. Copy it now; afterwards nobody can read it again.' : undefined
          }
        >
          {made ? <Secret made={made} siteUrl={siteUrl} onDone={close} /> : <KeyForm onMade={setMade} />}
        </Dialog>
      )}
    </>
  )
}

type SecretProps = { made: CreatedApiKey; siteUrl: string; onDone: () => void }

function Secret({ made, siteUrl, onDone }: SecretProps) {
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-center gap-2 rounded-md border border-line bg-sunken py-1 pr-1 pl-3">
        <code data-secret className="figures min-w-0 flex-1 break-all text-sm">
          {made.secret}
        </code>
        <CopyButton text={made.secret} label="Copy the key" />
      </div>
      {made.scopes.includes('work') && (
        <div className="flex min-w-0 flex-col gap-1">
          <p className="font-medium">Start a worker with this key</p>
          <WorkerStart siteUrl={siteUrl} secret={made.secret} />
        </div>
      )}
      <p className="text-muted text-sm">
        Send it with each request: <code className="figures">Authorization: Bearer …</code>
      </p>
      <Button tone="primary" className="self-end" onClick={onDone}>
        I have copied it
      </Button>
    </div>
  )
}

function KeyForm({ onMade }: { onMade: (made: CreatedApiKey) => void }) {
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly Scope[]>(['read'])
  const [lifetime, setLifetime] = useState('90')
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, start] = useTransition()
  const make = (event: FormEvent) => {
    event.preventDefault()
    start(async () => {
      const days = Number(lifetime)
      const outcome = await makeKey({
        name: name.trim(),
        scopes: [...scopes],
        ...(days > 0 && { expiresAt: new Date(Date.now() + days * dayMs).toISOString() }),
      })
      if (outcome.ok) onMade(outcome.value)
      else setRefusal(outcome)
    })
  }
  return (
    <form onSubmit={make} className="flex flex-col gap-4">
      <Field label="Name" error={refusal?.fields?.name} hint="Which program it is for.">
        <TextInput
          name="name"
          autoComplete="off"
          value={name}
          maxLength={maxName}
          placeholder="Invoice importer"
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <fieldset>
        <legend className="mb-1 font-medium">May</legend>
        {offeredScopes.map((one) => (
          <Checkbox
            key={one.scope}
            label={one.name}
            hint={one.text}
            checked={scopes.includes(one.scope)}
            onCheckedChange={(on) =>
              setScopes(on ? [...scopes, one.scope] : scopes.filter((scope) => scope !== one.scope))
            }
          />
        ))}
      </fieldset>
      <Field label="Expires after">
        <Select
          name="lifetime"
          value={lifetime}
          onValueChange={setLifetime}
          options={lifetimes}
          className="max-w-40"
        />
      </Field>
      {refusal && !refusal.fields?.name && (
        <p role="alert" className="text-bad">
          {refusal.detail}
        </p>
      )}
      <Button
        type="submit"
        tone="primary"
        busy={isBusy}
        disabled={name.trim() === '' || scopes.length === 0}
        className="self-end"
      >
        Make the key
      </Button>
    </form>
  )
}
