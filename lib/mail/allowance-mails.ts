import { z } from 'zod'
import { about } from './shapes.ts'
import { template } from './template.ts'
import { dollars } from './words.ts'

const micros = z.int().min(0)

export const allowanceReached = template({
  data: z.object({
    ...about,
    percent: z.union([z.literal(80), z.literal(100)]),
    scope: z.enum(['company', 'employee', 'task']),
    /** The employee's name or the task's title; not for the company. */
    subjectName: z.string().optional(),
    spentMicros: micros,
    capMicros: micros,
    /** Where in the product it is raised, as a path. */
    path: z.string().startsWith('/').optional(),
  }),
  kind: 'allowances',
  write: ({ companyName, percent, scope, subjectName, spentMicros, capMicros, path }, siteUrl) => {
    const whose = scope === 'company' ? companyName : named(scope, subjectName)
    const per = scope === 'task' ? 'for this task' : 'this month'
    const isUsedUp = percent === 100
    return {
      subject: isUsedUp
        ? `The allowance of ${whose} is used up`
        : `80 % of the allowance of ${whose} is used`,
      preview: `${dollars(spentMicros)} of ${dollars(capMicros)} ${per}.`,
      heading: isUsedUp ? 'The allowance is used up' : 'Most of the allowance is used',
      opening: [
        isUsedUp
          ? `${whose} has used the whole allowance ${per}. Work that costs money waits, and nothing is lost: it goes on from there as soon as you raise the allowance.`
          : `${whose} has used most of the allowance ${per}. Nothing stops yet. When it is used up, work that costs money waits until you raise it.`,
      ],
      facts: [
        ['Used', dollars(spentMicros)],
        ['Allowance', dollars(capMicros)],
      ],
      button: {
        label: isUsedUp ? 'Raise and go on' : 'See what it went to',
        url: `${siteUrl}${path ?? '/usage'}`,
      },
      closing: 'An allowance is a cap you set on model cost. It never rises by itself.',
      why: `You get this because you run ${companyName} on Deskhand.`,
    }
  },
})

const shownLength = 40

function named(scope: 'employee' | 'task', name: string | undefined): string {
  if (!name) return scope === 'task' ? 'One of your tasks' : 'One of your employees'
  const short = name.length > shownLength ? `${name.slice(0, shownLength - 1).trimEnd()}…` : name
  return scope === 'task' ? `“${short}”` : short
}
