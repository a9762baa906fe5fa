// A hire in the making, as pages hold it. Free of schemas, so that it costs a browser nothing.
import type { Employee } from '#lib/wire/employee.ts'

export const hireSteps = ['plan', 'role', 'character', 'launch'] as const
export type HireStep = (typeof hireSteps)[number]

export interface HireDraft {
  step: HireStep
  planKey: string | null
  roleKey: string | null
  skills: string[] | null
  name: string | null
  toneKey: Employee['toneKey'] | null
  toneWords: string | null
  about: string | null
  companyName: string | null
  /** Set once the draft has become an employee. */
  employeeId: string | null
}

/** What a step may change. */
export type DraftChanges = {
  [Field in Exclude<keyof HireDraft, 'employeeId'>]?: NonNullable<HireDraft[Field]>
}

export const emptyDraft: HireDraft = {
  step: 'plan',
  planKey: null,
  roleKey: null,
  skills: null,
  name: null,
  toneKey: null,
  toneWords: null,
  about: null,
  companyName: null,
  employeeId: null,
}
