import { z } from 'zod'
import { trialDays } from '#lib/billing/plans.ts'
import { about } from './shapes.ts'
import { template } from './template.ts'

export const welcome = template({
  data: z.object(about),
  write: ({ companyName }, siteUrl) => ({
    subject: 'Welcome to Deskhand',
    preview: 'Hire somebody, and watch the lamp come on.',
    heading: `${companyName} has an office now`,
    opening: [
      'You have just founded it. The desks are still empty: choose a role, give a name and a tone, and your first employee is at work within seconds.',
      'Everybody you hire has a desk of their own with files, a browser and a desktop. You can watch, take over, and stop anything at any moment. Nothing is charged until you choose to pay.',
    ],
    button: { label: 'Hire your first employee', url: `${siteUrl}/onboarding` },
    closing: `With any plan you try for ${trialDays} days first, without a card.`,
    why: 'You get this once, because you founded a company on Deskhand.',
  }),
})
