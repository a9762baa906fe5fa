import { z } from 'zod'
import { link } from './shapes.ts'
import { template } from './template.ts'

const may = {
  owner: 'As an owner you can do everything, billing included.',
  admin: 'As an admin you can hire and fire, and invite people.',
  member: 'As a member you can talk to the AI employees and give them work.',
}

export const invitation = template({
  data: z.object({
    companyName: z.string(),
    inviterName: z.string(),
    role: z.enum(['owner', 'admin', 'member']),
    url: link,
  }),
  write: ({ companyName, inviterName, role, url }) => ({
    subject: `${inviterName} invites you to ${companyName} on Deskhand`,
    preview: `Join ${companyName}, where people and AI employees work together.`,
    heading: `Join ${companyName}`,
    opening: [
      `${inviterName} invites you to join ${companyName}, where people and AI employees work together.`,
      may[role],
    ],
    button: { label: `Join ${companyName}`, url },
    closing: 'The link works once, for seven days, with the address this mail was sent to.',
    why: 'Do not know the sender? Ignore this mail; nothing happens without you.',
  }),
})
