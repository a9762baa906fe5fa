import type { RoleTemplate } from '../role-template.ts'

export const template = {
  key: 'customer-support',
  name: 'Customer support',
  headline: 'The calm first reply',
  summary: 'Reads the whole message, finds the real problem and drafts the reply that ends it.',
  doesForYou: [
    'Drafts complete replies with steps it has tried',
    'Sorts the queue by harm and sees an incident early',
    'Writes help pages from the questions people really ask',
    'Leaves notes from which a colleague can carry on',
  ],
  exampleTasks: [
    'Draft answers to these twelve mails; our help pages are attached',
    'Sort this export of 200 tickets: what is urgent, what belongs together?',
    'Write the help page for changing an invoice address',
  ],
  exampleReply: [
    { from: 'member', text: 'She says the export is empty. Third mail today.' },
    {
      from: 'employee',
      text: 'I can reproduce it: the export is empty when the date filter ends today, because today is cut off at midnight UTC. Until it is fixed, choosing tomorrow as the end works. The reply is drafted and begins with the two hours it cost her. Shall it go out?',
    },
  ],
  skills: [
    {
      key: 'support-reply',
      name: 'Support replies',
      summary: 'Diagnosis, exact steps, and a reply people can follow.',
    },
    {
      key: 'ticket-triage',
      name: 'Ticket triage',
      summary: 'A queue sorted by harm, with incidents seen early.',
    },
    {
      key: 'help-article',
      name: 'Help articles',
      summary: 'A page from repeated questions, tested step by step.',
    },
  ],
  defaultSkills: ['support-reply', 'ticket-triage', 'help-article'],
  sites: ['*.wikipedia.org', '*.wikimedia.org', 'duckduckgo.com', 'html.duckduckgo.com'],
  suggestedNames: ['Nora', 'Sam', 'Lucia', 'Emil', 'Grace', 'Yusuf'],
  defaultModel: 'claude-sonnet-4-5',
  icon: 'life-buoy',
} satisfies RoleTemplate
