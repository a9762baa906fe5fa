'use client'
import { Check } from 'lucide-react'
import { Checkbox } from '../../_ui/checkbox.tsx'
import type { RoleFacts } from './role-facts.ts'

type RoleDetailsProps = {
  role: RoleFacts
  skills: readonly string[]
  onChange: (skills: string[]) => void
}

export function RoleDetails({ role, skills, onChange }: RoleDetailsProps) {
  const set = (key: string, isChosen: boolean) =>
    onChange(
      role.skills.map((skill) => skill.key).filter((one) => (one === key ? isChosen : skills.includes(one))),
    )
  return (
    <div className="rounded-card border border-line bg-surface p-5">
      <h2 className="font-semibold text-md">{role.name}</h2>
      <p className="mt-1 text-muted">{role.summary}</p>
      <ul className="mt-4 flex flex-col gap-1.5">
        {role.doesForYou.map((line) => (
          <li key={line} className="flex gap-2">
            <Check
              aria-hidden="true"
              size={16}
              strokeWidth={1.5}
              className="mt-0.5 shrink-0 text-lamp-text"
            />
            {line}
          </li>
        ))}
      </ul>
      <fieldset className="mt-5 border-line border-t pt-3">
        <legend className="sr-only">Skills of the {role.name}</legend>
        <p aria-hidden="true" className="font-medium">
          Skills
        </p>
        {role.skills.map((skill) => (
          <Checkbox
            key={skill.key}
            label={skill.name}
            hint={skill.summary}
            checked={skills.includes(skill.key)}
            onCheckedChange={(isChosen) => set(skill.key, isChosen)}
          />
        ))}
        <p className="mt-1 text-muted text-sm" role="status">
          {skills.length === 0 ? 'Without a skill they know their role and nothing more.' : ''}
        </p>
      </fieldset>
    </div>
  )
}
