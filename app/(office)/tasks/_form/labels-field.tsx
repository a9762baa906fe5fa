'use client'
import { useRef, useState } from 'react'
import { Field } from '../../../_ui/field.tsx'
import { TextInput } from '../../../_ui/text-input.tsx'
import { LabelChips } from './label-chips.tsx'
import { suggestionsFor, withSuggestion } from './label-words.ts'
import { useLabelsInUse } from './use-labels-in-use.ts'

type LabelsFieldProps = {
  value: string
  onType: (value: string) => void
  error?: string | undefined
  autoFocus?: boolean
}

/** Labels with commas between; those in use are offered once one is at it. */
export function LabelsField({ value, onType, error, autoFocus = false }: LabelsFieldProps) {
  const { labels, want } = useLabelsInUse()
  const [isAtIt, setAtIt] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const choose = (label: string) => {
    onType(withSuggestion(value, label))
    input.current?.focus()
  }
  const begin = () => {
    want()
    setAtIt(true)
  }
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <Field label="Labels" optional hint="Separated by commas" error={error}>
        <TextInput
          ref={input}
          autoFocus={autoFocus}
          autoComplete="off"
          value={value}
          onFocus={begin}
          onChange={(event) => onType(event.target.value)}
        />
      </Field>
      {isAtIt && <LabelChips labels={suggestionsFor(value, labels)} onChoose={choose} />}
    </div>
  )
}
