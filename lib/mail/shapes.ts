// What the data of several templates has in common.
import { z } from 'zod'

export const about = {
  companyName: z.string().min(1),
  recipientName: z.string().optional(),
}
export const moment = z.iso.datetime({ offset: true })
export const link = z.url({ protocol: /^https?$/ })
export const charge = {
  amountCents: z.int().min(0),
  currency: z.string().regex(/^[a-z]{3}$/),
}
