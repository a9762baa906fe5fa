'use client'
// The checks of a task: what the platform looks at before work counts as done.
import { Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Check } from '#lib/wire/check.ts'
import { Button } from '../../../_ui/button.tsx'
import { Field } from '../../../_ui/field.tsx'
import { IconButton } from '../../../_ui/icon-button.tsx'
import { Select } from '../../../_ui/select.tsx'
import { TextArea } from '../../../_ui/text-area.tsx'
import { checkKindNames, emptyCheck, isCheckKind } from '../_words/check-words.ts'
import { LineField } from './line-field.tsx'
import { SchemaField } from './schema-field.tsx'

type ChecksFieldProps = { checks: readonly Check[]; onChange: (checks: Check[]) => void }

const kinds = Object.entries(checkKindNames).map(([value, label]) => ({ value, label }))
const mostChecks = 20

export function ChecksField({ checks, onChange }: ChecksFieldProps) {
  const taken = checks.map(({ id }) => id)
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium">Checks</legend>
      <p className="-mt-1 text-muted text-sm">
        The platform looks at these itself. What fails goes back to whoever did the work.
      </p>
      {checks.map((check, index) => (
        <CheckRow
          key={check.id}
          check={check}
          place={index + 1}
          taken={taken}
          onChange={(next) => onChange(checks.map((one) => (one === check ? next : one)))}
          onRemove={() => onChange(checks.filter((one) => one !== check))}
        />
      ))}
      <Button
        className="self-start"
        disabled={checks.length >= mostChecks}
        onClick={() => onChange([...checks, emptyCheck('file_exists', taken)])}
      >
        <Plus aria-hidden="true" size={16} strokeWidth={1.5} />
        Add a check
      </Button>
    </fieldset>
  )
}

interface CheckRowProps {
  check: Check
  place: number
  taken: readonly string[]
  onChange: (check: Check) => void
  onRemove: () => void
}

function CheckRow({ check, place, taken, onChange, onRemove }: CheckRowProps) {
  const chooseKind = (kind: string) => {
    if (isCheckKind(kind)) onChange({ ...emptyCheck(kind, taken), id: check.id })
  }
  return (
    <div className="flex items-start gap-2 border-line border-l-2 pl-3">
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <Select
          aria-label={`Kind of check ${place}`}
          options={kinds}
          value={check.kind}
          onValueChange={chooseKind}
        />
        <CheckParts check={check} onChange={onChange} />
      </div>
      <IconButton label={`Remove check ${place}`} onClick={onRemove}>
        <X aria-hidden="true" size={16} strokeWidth={1.5} />
      </IconButton>
    </div>
  )
}

type PartsProps = Pick<CheckRowProps, 'onChange'> & { check: Check }

function CheckParts({ check, onChange }: PartsProps): ReactNode {
  switch (check.kind) {
    case 'file_exists':
      return <LineField label="File" value={check.path} onType={(path) => onChange({ ...check, path })} />
    case 'file_matches':
      return (
        <>
          <LineField label="File" value={check.path} onType={(path) => onChange({ ...check, path })} />
          <LineField
            label="Regular expression"
            value={check.pattern}
            onType={(pattern) => onChange({ ...check, pattern })}
          />
        </>
      )
    case 'command':
      return (
        <LineField
          label="Command"
          value={check.command}
          onType={(command) => onChange({ ...check, command })}
        />
      )
    case 'url':
      return (
        <>
          <LineField label="Address" value={check.url} onType={(url) => onChange({ ...check, url })} />
          <LineField
            label="Contains"
            optional
            value={check.contains ?? ''}
            onType={(contains) => onChange({ ...check, contains: contains === '' ? undefined : contains })}
          />
        </>
      )
    case 'text_contains':
      return <LineField label="Words" value={check.text} onType={(text) => onChange({ ...check, text })} />
    case 'json_schema':
      return <SchemaField check={check} onChange={onChange} />
    case 'rubric':
      return (
        <Field label="What good work is">
          <TextArea
            dir="auto"
            rows={2}
            maxLength={4000}
            value={check.rubric}
            onChange={(event) => onChange({ ...check, rubric: event.target.value })}
          />
        </Field>
      )
  }
}
