/** Stripe's form encoding: `items[0][price]=x` becomes a tree, and a zod schema says what may stand in it. */
import { z } from 'zod'
import { Refusal } from './refusal.ts'

type Tree = Map<string, Tree | string>

/** Objects of string values; an object whose keys are 0, 1, 2 … is an array. */
export function readForm(text: string): unknown {
  const tree: Tree = new Map()
  for (const [name, value] of new URLSearchParams(text))
    plant(tree, name.replaceAll(']', '').split('['), value)
  return Object.fromEntries([...tree].map(([key, value]) => [key, plain(value)]))
}

function plant(tree: Tree, [key = '', ...rest]: string[], value: string): void {
  const name = key === '' ? String(tree.size) : key
  if (rest.length === 0) {
    tree.set(name, value)
    return
  }
  const below = tree.get(name)
  const branch: Tree = below instanceof Map ? below : new Map()
  tree.set(name, branch)
  plant(branch, rest, value)
}

function plain(tree: Tree | string): unknown {
  if (typeof tree === 'string') return tree
  const entries = [...tree].map(([key, value]) => [key, plain(value)] as const)
  const isList = entries.every(([key], place) => key === String(place))
  return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries)
}

export const whole = z
  .string()
  .regex(/^-?\d{1,12}$/, 'Invalid integer')
  .transform(Number)
export const count = whole.pipe(z.number().min(0))
export const yesOrNo = z.enum(['true', 'false']).transform((text) => text === 'true')
/** An empty text unsets. */
export const orUnset = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.literal('').transform(() => null), schema])
/** An empty value removes a key, an empty whole removes all. */
export const metadata = z.union([
  z.literal('').transform(() => ({})),
  z.record(z.string(), z.string().max(500)),
])
export const expand = { expand: z.array(z.string()).optional() }
/** Taken as Stripe takes it, but of no effect here. */
export const ignored = z.unknown().optional()

const moment = whole
const range = z.union([
  moment.transform((at) => ({ gte: at, lte: at })),
  z.strictObject({
    gt: moment.optional(),
    gte: moment.optional(),
    lt: moment.optional(),
    lte: moment.optional(),
  }),
])
export type Range = {
  gt?: number | undefined
  gte?: number | undefined
  lt?: number | undefined
  lte?: number | undefined
}
export const paging = {
  ...expand,
  limit: count.pipe(z.number().min(1).max(100)).optional(),
  starting_after: z.string().optional(),
  ending_before: z.string().optional(),
  created: range.optional(),
}

export function parse<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw issue ? refusalOf(issue) : Refusal.invalid('Invalid request.')
}

function refusalOf(issue: z.core.$ZodIssue): Refusal {
  const param = nameOf(issue.path)
  if (issue.code === 'unrecognized_keys') {
    const unknown = nameOf([...issue.path, issue.keys[0] ?? ''])
    return Refusal.invalid(`Received unknown parameter: ${unknown}`, unknown, 'parameter_unknown')
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) return Refusal.parameterMissing(param)
  return Refusal.invalid(`Invalid ${param}: ${issue.message}`, param, 'parameter_invalid')
}

const nameOf = ([first = '', ...rest]: PropertyKey[]) =>
  `${String(first)}${rest.map((part) => `[${String(part)}]`).join('')}`

/** Metadata after an update: an empty value takes a key away. */
export function mergeMetadata(
  before: Record<string, string>,
  given: Record<string, string> | undefined,
): Record<string, string> {
  if (!given) return before
  if (Object.keys(given).length === 0) return {}
  return Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, value]) => value !== ''))
}
