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
    /** The company's is then one sum for all of that time, and of no month. */
    isBeforePaying: z.boolean().optional(),
    /** Where in the product it is raised, as a path. */
    path: z.string().startsWith('/').optional(),
  }),
  kind: 'allowances',
  write: (told, siteUrl) => {
    const { companyName, percent, scope, subjectName, spentMicros, capMicros, isBeforePaying, path } = told
    const whose = scope === 'company' ? companyName : named(scope, subjectName)
    const per =
      scope === 'task' ? 'for this task' : isBeforePaying ? 'for the time before you pay' : 'this month'
    const isUsedUp = percent === 100
    const more = moreOf(scope, isBeforePaying === true)
    return {
      subject: isUsedUp
        ? `The allowance of ${whose} is used up`
        : `80 % of the allowance of ${whose} is used`,
      preview: `${dollars(spentMicros)} of ${dollars(capMicros)} ${per}.`,
      heading: isUsedUp ? 'The allowance is used up' : 'Most of the allowance is used',
      opening: [
        isUsedUp
          ? `${whose} has used the whole allowance ${per}. Work that costs money waits, and nothing is lost: it goes on from there as soon as ${more}.`
          : `${whose} has used most of the allowance ${per}. Nothing stops yet. When it is used up, work that costs money waits until ${more}.`,
      ],
      facts: [
        ['Used', dollars(spentMicros)],
        ['Allowance', dollars(capMicros)],
      ],
      button: isBeforePaying
        ? { label: 'See the plans', url: `${siteUrl}/billing` }
        : {
            label: isUsedUp ? 'Raise and go on' : 'See what it went to',
            url: `${siteUrl}${path ?? '/usage'}`,
          },
      closing: 'An allowance is a cap on model cost. It never rises by itself.',
      why: `You get this because you run ${companyName} on Deskhand.`,
    }
  },
})

/** What brings more. A company's allowance can be raised to what is included, and no further. */
function moreOf(scope: 'company' | 'employee' | 'task', isBeforePaying: boolean): string {
  if (isBeforePaying) return 'a plan is paid, or you raise a limit that you set yourself'
  return scope === 'company'
    ? 'you raise it or, where it is all that your plan includes, add a seat or choose a larger plan'
    : 'you raise it'
}

const shownLength = 40

function named(scope: 'employee' | 'task', name: string | undefined): string {
  if (!name) return scope === 'task' ? 'One of your tasks' : 'One of your employees'
  const short = name.length > shownLength ? `${name.slice(0, shownLength - 1).trimEnd()}…` : name
  return scope === 'task' ? `“${short}”` : short
}
