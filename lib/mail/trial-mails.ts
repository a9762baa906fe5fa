import { z } from 'zod'
import { terms } from '#lib/billing/plans.ts'
import { about, moment } from './shapes.ts'
import { template } from './template.ts'
import { dayInWords, momentInWords } from './words.ts'

const ownersOf = (companyName: string) => `You get this because you own ${companyName} on Deskhand.`

const dayMs = 24 * 60 * 60 * 1000

export const trialEnding = template({
  data: z.object({ ...about, endsAt: moment, days: z.int().min(1).max(30) }),
  kind: 'trial',
  // From then on fewer days are left than it says, and the next warning is due.
  lateFrom: ({ endsAt, days }) => new Date(Date.parse(endsAt) - (days - 1) * dayMs).toISOString(),
  write: ({ companyName, endsAt, days }, siteUrl) => {
    const left = days === 1 ? 'one day' : days === 2 ? 'two days' : `${days} days`
    return {
      subject: `Your trial ends in ${left}`,
      preview: `${companyName} can go on without a pause.`,
      heading: `${left.charAt(0).toUpperCase()}${left.slice(1)} left to try`,
      opening: [
        `The trial of ${companyName} ends on ${momentInWords(endsAt)}. Then your employees stop working. No card is on file, so nothing is charged.`,
        'Pay before that and nothing changes for them: chats, files and tasks go on, and the days that are left stay free.',
      ],
      button: { label: 'Choose how to go on', url: `${siteUrl}/billing` },
      closing: `Do nothing, and everything is kept for ${terms.keptAfterTrialDays} more days after the end.`,
      why: ownersOf(companyName),
    }
  },
})

export const trialEnded = template({
  data: z.object({ ...about, removalAt: moment }),
  lateFrom: ({ removalAt }) => removalAt,
  write: ({ companyName, removalAt }, siteUrl) => ({
    subject: 'Your trial has ended; everything is kept',
    preview: `Your employees rest. Their homes are kept until ${dayInWords(removalAt)}.`,
    heading: 'Your employees rest now',
    opening: [
      `The trial of ${companyName} is over, so nobody works and nothing costs anything. Chats, files and tasks are just as you left them.`,
      `Pay until ${dayInWords(removalAt)} and they all go on where they stopped. After that day their homes are removed.`,
    ],
    button: { label: 'Wake them up', url: `${siteUrl}/billing` },
    closing: 'Do not want to go on? You need not do anything.',
    why: `${ownersOf(companyName)} It is about your data, so it cannot be turned off.`,
  }),
})

const reasons = {
  email: 'Somebody with your e-mail address has already had one.',
  card: 'The card you paid with was already used in one.',
  network: 'Many trials were started from your network lately.',
}

export const trialNotGiven = template({
  data: z.object({ ...about, reason: z.enum(['email', 'card', 'network']).optional() }),
  write: ({ companyName, reason }, siteUrl) => ({
    subject: 'No second trial, but you can start at once',
    preview: 'Everybody can try Deskhand once.',
    heading: 'Everybody can try once',
    opening: [
      `There is no free trial for ${companyName}. ${reason ? reasons[reason] : 'There was one before.'} What you have set up is kept.`,
      reason === 'card'
        ? 'Your plan is paid from today on. You can cancel it at any time; it then runs until the paid month is over.'
        : 'You can start working right away with a paid plan, and cancel it at any time.',
    ],
    button: { label: 'See the plans', url: `${siteUrl}/billing` },
    closing: 'Each person, card and network can try once, so that trials stay free for everybody.',
    why: `${ownersOf(companyName)} It answers a choice you made, so it cannot be turned off.`,
  }),
})
