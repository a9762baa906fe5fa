import { z } from 'zod'
import { about } from './shapes.ts'
import { template } from './template.ts'
import { names } from './words.ts'

/** Queued by deskhand.tell_of_seat, in the transaction in which somebody loses their seat. */
export const seatsExceeded = template({
  data: z.object({ ...about, employeeNames: z.array(z.string()).min(1) }),
  write: ({ companyName, employeeNames: who }, siteUrl) => ({
    subject: `${names(who)} ${who.length === 1 ? 'rests' : 'rest'}: there is no seat for them`,
    preview: 'More work for you than seats are paid for. Everything is kept.',
    heading: 'More employees than seats',
    opening: [
      `More work at ${companyName} than seats are paid for, so those who were hired last rest: ${names(who)}. Their files, memory and chats are kept.`,
      'Add a seat, or let somebody go, and they go on where they stopped.',
    ],
    button: { label: 'Add a seat', url: `${siteUrl}/billing` },
    closing: 'Is this as you want it? Then you need not do anything.',
    why: `You get this because you own ${companyName} on Deskhand. It is about your employees, so it cannot be turned off.`,
  }),
})
