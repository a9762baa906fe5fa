'use client'
import { Field } from '../../_ui/field.tsx'
import { RadioCards } from '../../_ui/radio-cards.tsx'
import { TextArea } from '../../_ui/text-area.tsx'
import { useDraft } from '../_draft/draft-provider.tsx'
import type { ToneFacts } from './tone-facts.ts'

type ToneFieldsProps = { tones: readonly ToneFacts[]; roleName: string; error: string | undefined }

export function ToneFields({ tones, roleName, error }: ToneFieldsProps) {
  const { draft, change } = useDraft()
  const toneKey = draft.toneKey ?? 'friendly'
  const tone = tones.find((one) => one.key === toneKey)
  const choose = (value: string) => {
    const chosen = tones.find((one) => one.key === value)
    if (chosen) change({ toneKey: chosen.key })
  }
  const ownWords = draft.toneWords?.trim()
  const ownSample = ownWords
    ? `They keep to your words: “${ownWords}”`
    : 'Describe the voice; they keep to it from the first message on.'
  const sample = toneKey === 'own' ? ownSample : (tone?.sample ?? '')
  return (
    <section className="grid grid-cols-1 items-start gap-x-8 gap-y-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <h2 className="font-medium max-md:order-first md:col-span-2">Tone</h2>
      <div className="flex flex-col gap-4">
        <RadioCards
          label="Tone"
          value={toneKey}
          onValueChange={choose}
          options={tones.map((one) => ({ value: one.key, title: one.name, text: one.description }))}
        />
        {toneKey === 'own' && (
          <Field label="The voice in your words" error={error}>
            <TextArea
              name="toneWords"
              value={draft.toneWords ?? ''}
              onChange={(event) => change({ toneWords: event.target.value })}
              maxLength={500}
              placeholder="Like a patient ship’s engineer: few words, everything checked twice."
              dir="auto"
            />
          </Field>
        )}
      </div>
      <Sample name={draft.name?.trim() || 'Your employee'} roleName={roleName} text={sample} />
    </section>
  )
}

/** The same news in the chosen voice; above the choices where it would stand below all of them. */
function Sample({ name, roleName, text }: { name: string; roleName: string; text: string }) {
  return (
    <figure className="rounded-card border border-line bg-surface p-5 max-md:order-first md:sticky md:top-6">
      <figcaption className="flex min-w-0 items-baseline gap-2">
        <span dir="auto" className="truncate font-medium">
          {name}
        </span>
        <span className="shrink-0 text-muted text-sm">{roleName}</span>
      </figcaption>
      <p aria-live="polite" className="mt-2 break-words text-md">
        {text}
      </p>
    </figure>
  )
}
