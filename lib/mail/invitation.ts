import { z } from 'zod'
import { frameMail, type Mail } from './frame.ts'

export const invitationData = z.object({
  companyName: z.string(),
  inviterName: z.string(),
  role: z.enum(['owner', 'admin', 'member']),
  url: z.url({ protocol: /^https?$/ }),
})

const may = {
  owner: 'As an owner you can do everything, billing included.',
  admin: 'As an admin you can hire and fire, and invite people.',
  member: 'As a member you can talk to the AI employees and give them work.',
}

export function invitationMail({
  companyName,
  inviterName,
  role,
  url,
}: z.output<typeof invitationData>): Mail {
  return frameMail({
    subject: `${inviterName} invites you to ${companyName} on Deskhand`,
    opening: [
      `${inviterName} invites you to join ${companyName}, where people and AI employees work together.`,
      may[role],
    ],
    button: { label: `Join ${companyName}`, url },
    closing:
      'The link works once, for seven days, with the address this mail was sent to. Do not know the sender? Ignore this mail.',
  })
}
