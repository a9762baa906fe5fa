'use client'
import { useState } from 'react'
import { Button } from '#app/_ui/button.tsx'
import { Field } from '#app/_ui/field.tsx'
import { Select } from '#app/_ui/select.tsx'
import { TextInput } from '#app/_ui/text-input.tsx'
import { useOffice } from '../../../../_office/office-provider.tsx'
import type { Sites } from '../../_sites/use-sites.ts'

const longestSite = 300

type AddSiteProps = { name: string } & Pick<Sites, 'isBusy' | 'decide'>

/** By hand. What is wrong with a site is said by whoever would have to open it: the server. */
export function AddSite({ name, isBusy, decide }: AddSiteProps) {
  const { me } = useOffice()
  const [site, setSite] = useState('')
  const [scope, setScope] = useState<'employee' | 'company'>('employee')
  const [refusal, setRefusal] = useState('')
  const add = async () => {
    if (site.trim() === '') return setRefusal('Write a site, such as example.org')
    const answer = await decide({ site, decision: 'allow', scope })
    setRefusal(answer.ok ? '' : (answer.fields?.site ?? answer.detail))
    if (answer.ok) setSite('')
  }
  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <Field
        label="Allow a site"
        error={refusal || undefined}
        hint="example.org is that site alone, *.example.org everything below it, too. A pasted address will do."
      >
        <TextInput
          inputMode="url"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={site}
          maxLength={longestSite}
          placeholder="example.org"
          onChange={(event) => {
            setSite(event.target.value)
            setRefusal('')
          }}
        />
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        {me.isManager && (
          <Select
            aria-label="For whom"
            options={[
              { value: 'employee', label: `For ${name}` },
              { value: 'company', label: 'For everyone', note: 'All employees of the company' },
            ]}
            value={scope}
            onValueChange={(value) => setScope(value === 'company' ? 'company' : 'employee')}
            className="max-w-64"
          />
        )}
        <Button type="submit" busy={isBusy}>
          Allow
        </Button>
      </div>
    </form>
  )
}
