// A hire in the making, kept on the server so that a reload, another device or the back button loses nothing.
import { z } from 'zod'
import { toneKeys } from '#lib/wire/employee.ts'

export const hireSteps = ['plan', 'role', 'character', 'launch'] as const
export type HireStep = (typeof hireSteps)[number]

export const hireDraftInput = z.strictObject({
  step: z.enum(hireSteps).optional(),
  planKey: z.string().max(40).optional(),
  roleKey: z.string().max(40).optional(),
  skills: z.array(z.string().max(60)).max(20).optional(),
  name: z.string().max(300).optional(),
  toneKey: z.enum(toneKeys).optional(),
  toneWords: z.string().max(500).optional(),
  about: z.string().max(4000).optional(),
  companyName: z.string().max(120).optional(),
})
export type HireDraftInput = z.input<typeof hireDraftInput>

export interface HireDraft {
  step: HireStep
  planKey: string | null
  roleKey: string | null
  skills: string[] | null
  name: string | null
  toneKey: (typeof toneKeys)[number] | null
  toneWords: string | null
  about: string | null
  companyName: string | null
  /** Set once the draft has become an employee. */
  employeeId: string | null
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
