import { z } from 'zod'
import { about, moment } from './shapes.ts'
import { template } from './template.ts'
import { dayInWords, momentInWords, names } from './words.ts'

const dataWhy = (companyName: string) =>
  `You get this because you own ${companyName} on Deskhand. It is about your data, so it cannot be turned off.`

const employeeNames = z.array(z.string()).optional()

export const removalWarning = template({
  data: z.object({ ...about, removalAt: moment, employeeNames }),
  lateFrom: ({ removalAt }) => removalAt,
  write: ({ companyName, removalAt, employeeNames: who = [] }, siteUrl) => ({
    subject: `On ${dayInWords(removalAt)} the homes of your employees are removed`,
    preview: 'Pay before that, and they go on where they stopped.',
    heading: 'Last call for your employees',
    opening: [
      `Nobody pays for ${companyName}, and ${who.length > 0 ? `${names(who)} ${who.length === 1 ? 'has' : 'have'}` : 'its employees have'} been resting for a while.`,
      `On ${momentInWords(removalAt)} their homes are removed: files, memory, and what they have learnt. This cannot be undone.`,
      'Pay before that and everything comes back as it was.',
    ],
    button: { label: 'Keep them', url: `${siteUrl}/billing` },
    closing: 'Your chats and tasks stay readable either way.',
    why: dataWhy(companyName),
  }),
})

export const removed = template({
  data: z.object({ ...about, employeeNames }),
  write: ({ companyName, employeeNames: who = [] }, siteUrl) => ({
    subject: 'The homes of your employees were removed',
    preview: 'Your company stays, and you can hire again at any time.',
    heading: 'Their desks are cleared',
    opening: [
      `As announced, ${who.length > 0 ? `the homes of ${names(who)}` : `the homes of the employees of ${companyName}`} were removed, because nobody paid for them any more.`,
      'Your company, its chats and its tasks stay. Whenever you like, you can choose a plan and hire again.',
    ],
    button: { label: 'Look at your office', url: `${siteUrl}/employees` },
    closing: 'Thank you for having worked with us.',
    why: dataWhy(companyName),
  }),
})
