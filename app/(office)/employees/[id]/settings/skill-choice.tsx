'use client'
import { Checkbox } from '../../../../_ui/checkbox.tsx'

export interface SkillFacts {
  key: string
  name: string
  summary: string
}

type SkillChoiceProps = {
  skills: readonly SkillFacts[]
  value: readonly string[]
  onChange: (keys: string[]) => void
}

export function SkillChoice({ skills, value, onChange }: SkillChoiceProps) {
  // In the role's order, whichever was pressed first.
  const toggle = (key: string, on: boolean) =>
    onChange(skills.map((skill) => skill.key).filter((one) => (one === key ? on : value.includes(one))))
  return (
    <fieldset className="flex flex-col">
      <legend className="sr-only">Skills</legend>
      {skills.map((skill) => (
        <Checkbox
          key={skill.key}
          label={skill.name}
          hint={skill.summary}
          checked={value.includes(skill.key)}
          onCheckedChange={(on) => toggle(skill.key, on)}
        />
      ))}
    </fieldset>
  )
}
