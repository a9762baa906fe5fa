/** An order in the practice shop: what the form says, checked. */
import { z } from 'zod'
import { type Good, goods } from './goods.ts'

const form = z.object({
  good: z.string(),
  colour: z.string(),
  quantity: z.coerce
    .number('Say how many.')
    .int('Say how many.')
    .min(1, 'One at least.')
    .max(20, 'Twenty at most.'),
  name: z.string().trim().min(1, 'Who is it for?').max(80),
  mail: z.email('That is no mail address.'),
  note: z.string().trim().max(400).default(''),
  wrapped: z.string().optional(),
})

export type Order = {
  number: string
  good: Good
  colour: string
  quantity: number
  name: string
  mail: string
  note: string
  isWrapped: boolean
}

export type Taken = { order: Order } | { good: Good | undefined; wrong: string }

export function takeOrder(number: string, given: unknown): Taken {
  const slug = z.object({ good: z.string() }).safeParse(given).data?.good
  const good = goods.find((one) => one.slug === slug)
  const parsed = form.safeParse(given)
  if (!good) return { good, wrong: 'There is no such thing in the shop.' }
  if (!parsed.success) return { good, wrong: parsed.error.issues[0]?.message ?? 'Something is missing.' }
  const { wrapped, colour, ...rest } = parsed.data
  if (!good.colours.includes(colour)) return { good, wrong: 'It does not come in this colour.' }
  return { order: { ...rest, number, good, colour, isWrapped: wrapped === 'yes' } }
}
