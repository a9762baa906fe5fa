'use client'
import { useState } from 'react'
import type { Check } from '#lib/wire/check.ts'
import { Field } from '../../../_ui/field.tsx'
import { TextArea } from '../../../_ui/text-area.tsx'
import { LineField } from './line-field.tsx'

type SchemaCheck = Extract<Check, { kind: 'json_schema' }>

/** A JSON Schema as text; only what can be read as one is kept. */
export function SchemaField({ check, onChange }: { check: SchemaCheck; onChange: (check: Check) => void }) {
  const [typed, setTyped] = useState(() => JSON.stringify(check.schema, null, 2))
  const isReadable = schemaOf(typed) !== undefined
  return (
    <>
      <LineField
        label="File"
        optional
        value={check.path ?? ''}
        onType={(path) => onChange({ ...check, path: path === '' ? undefined : path })}
      />
      <Field label="JSON Schema" error={isReadable ? undefined : 'This is no JSON object yet.'}>
        <TextArea
          className="font-mono"
          spellCheck={false}
          rows={4}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            const schema = schemaOf(event.target.value)
            if (schema) onChange({ ...check, schema })
          }}
        />
      </Field>
    </>
  )
}

function schemaOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
