// A hire in the making, kept on the server so that a reload, another device or the back button loses nothing.
import { z } from 'zod'
import { toneKeys } from '#lib/wire/employee.ts'
import { hireSteps } from './draft.ts'

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
