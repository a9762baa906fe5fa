import type { Employee } from '#lib/wire/employee.ts'

/** What of an employee can be set. */
export type Profile = Pick<
  Employee,
  | 'name'
  | 'portraitSeed'
  | 'toneKey'
  | 'toneWords'
  | 'personality'
  | 'skills'
  | 'model'
  | 'allowanceMicros'
  | 'sleepAfterMinutes'
>

export function profileOf(employee: Employee): Profile {
  const { name, portraitSeed, toneKey, toneWords, personality, skills, model } = employee
  const { allowanceMicros, sleepAfterMinutes } = employee
  return {
    name,
    portraitSeed,
    toneKey,
    toneWords,
    personality,
    skills,
    model,
    allowanceMicros,
    sleepAfterMinutes,
  }
}
