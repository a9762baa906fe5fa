import { z } from 'zod'
import { failure, id, micros, time } from './shapes.ts'

export const lifecycles = ['asleep', 'starting', 'ready', 'needs_attention', 'paused', 'leaving'] as const
export type Lifecycle = (typeof lifecycles)[number]

export const toneKeys = ['witty', 'professional', 'friendly', 'provocative', 'own'] as const

const desk = z.object({
  phase: z.string().describe('The step the desk is in, for example starting_gateway'),
  phaseStartedAt: time,
  runtime: z.string().nullable(),
  error: failure.nullable(),
  nextAttemptAt: time.nullable(),
  readyAfterMs: z.int().nullable().describe('How long the last start took, in milliseconds'),
  hasDesktop: z.boolean().describe('Whether there is a desktop to look at: desks run in containers'),
  isSeatless: z
    .boolean()
    .describe('Whether they rest because more work here than seats are paid for; those hired last do'),
  complaint: failure.nullable().describe('It works, and something is wrong that a person should know'),
})

const control = z.object({
  userId: id,
  memberName: z.string(),
  takenAt: time,
  expiresAt: time.describe('Unless the person goes on'),
})

export const employee = z.object({
  id,
  roleKey: z.string(),
  name: z.string(),
  toneKey: z.enum(toneKeys),
  toneWords: z.string(),
  personality: z.string(),
  skills: z.array(z.string()),
  model: z.string(),
  allowanceMicros: micros.nullable(),
  portraitSeed: z.string(),
  hiredAt: time,
  firedAt: time.nullable(),
  homeKeptUntil: time.nullable().describe('Until then a fired employee can be taken back'),
  leftAt: time.nullable().describe('When the home of a fired employee was cleared away'),
  activeAt: time.nullable(),
  conversationId: id,
  unread: z.int().describe('Messages of the employee the caller has not read'),
  lifecycle: z.enum(lifecycles),
  sleepAfterMinutes: z.int().nullable().describe('Idle minutes until the desk goes to sleep; null: never'),
  control: control.nullable().describe('Who drives the desktop right now; meanwhile the employee waits'),
  desk,
})
export type Employee = z.output<typeof employee>

const name = z.string().min(1).max(300)
const skills = z.array(z.string().max(60)).max(20)
const model = z.string().min(1).max(80)

export const hireInput = z.strictObject({
  roleKey: z.string().max(40),
  name,
  toneKey: z.enum(toneKeys).default('friendly'),
  toneWords: z.string().max(500).default(''),
  skills: skills.optional(),
  model: model.optional(),
  allowanceMicros: micros.nullable().optional(),
})
export type HireInput = z.input<typeof hireInput>

export const updateEmployeeInput = z.strictObject({
  name: name.optional(),
  toneKey: z.enum(toneKeys).optional(),
  toneWords: z.string().max(500).optional(),
  personality: z.string().max(4000).optional(),
  skills: skills.optional(),
  model: model.optional(),
  allowanceMicros: micros.nullable().optional(),
  portraitSeed: z.string().min(1).max(80).optional(),
  sleepAfterMinutes: z.int().min(5).max(10_080).nullable().optional(),
})
export type UpdateEmployeeInput = z.input<typeof updateEmployeeInput>
