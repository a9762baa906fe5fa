'use client'
import { Field } from '../../_ui/field.tsx'
import { TextInput } from '../../_ui/text-input.tsx'
import { useDraft } from '../_draft/draft-provider.tsx'

const maxNameLength = 300
/** From here on the room that is left is shown. */
const longName = 240

type NameFieldProps = { suggestedNames: readonly string[]; error: string | undefined }

export function NameField({ suggestedNames, error }: NameFieldProps) {
  const { draft, change } = useDraft()
  const name = draft.name ?? ''
  return (
    <div className="flex flex-col gap-2.5">
      <Field
        label="Name"
        error={error}
        hint={name.length > longName ? `${maxNameLength - name.length} characters left` : undefined}
      >
        <TextInput
          name="name"
          value={name}
          onChange={(event) => change({ name: event.target.value })}
          maxLength={maxNameLength}
          autoComplete="off"
          dir="auto"
          placeholder={suggestedNames[0] ?? 'Ada'}
          className="h-11 max-w-[420px] text-md"
        />
      </Field>
      <fieldset className="flex flex-wrap gap-2">
        <legend className="sr-only">Suggested names</legend>
        {suggestedNames.map((suggestion) => (
          <button
            key={suggestion}
            type="button"
            aria-pressed={suggestion === name}
            onClick={() => change({ name: suggestion })}
            className="rounded-md border border-line bg-surface px-2.5 py-1 text-muted text-sm transition-colors duration-150 ease-out hover:border-edge hover:text-ink aria-pressed:border-focus aria-pressed:bg-lamp-wash aria-pressed:text-ink max-sm:min-h-11 max-sm:px-4"
          >
            {suggestion}
          </button>
        ))}
      </fieldset>
    </div>
  )
}
