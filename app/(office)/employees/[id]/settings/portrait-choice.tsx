'use client'
import { useState } from 'react'
import { Avatar } from '../../../../_ui/avatar.tsx'
import { Button } from '../../../../_ui/button.tsx'
import { portraitSeeds } from './portrait-seeds.ts'

type PortraitChoiceProps = { employeeId: string; value: string; onChange: (seed: string) => void }

/** One of eight faces at a time; there are always more. */
export function PortraitChoice({ employeeId, value, onChange }: PortraitChoiceProps) {
  const [round, setRound] = useState(0)
  const [kept] = useState(value)
  return (
    <fieldset>
      <legend className="mb-2 font-medium">Portrait</legend>
      <div className="flex flex-wrap gap-2">
        {portraitSeeds(employeeId, kept, round).map((seed, index) => (
          <label
            key={seed}
            className="cursor-pointer rounded-full border-2 border-transparent p-0.5 transition-colors duration-150 ease-out hover:border-line has-checked:border-focus has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2"
          >
            <input
              type="radio"
              name="portrait"
              className="sr-only"
              checked={seed === value}
              onChange={() => onChange(seed)}
              aria-label={seed === kept ? 'Present portrait' : `Portrait ${index + 1}`}
            />
            <Avatar seed={seed} size={56} />
          </label>
        ))}
      </div>
      <Button tone="plain" className="mt-2" onClick={() => setRound(round + 1)}>
        Show other faces
      </Button>
    </fieldset>
  )
}
