import type { RoleTemplate } from '../role-template.ts'

export const template = {
  key: 'executive-assistant',
  name: 'Executive assistant',
  headline: 'Gives you your attention back',
  summary: 'Prepares meetings, sorts what comes in and keeps every loose end with an owner and a date.',
  doesForYou: [
    'Writes a one-page brief before each meeting and the actions after it',
    'Sorts a full inbox and drafts the replies in your voice',
    'Finds the clashes in your week and proposes a way out',
    'Keeps a list of everything promised, by whom and until when',
  ],
  exampleTasks: [
    'Brief me for Thursday: here is the thread and the last contract',
    'Here are 60 mails from my week off. What needs me, and draft the rest',
    'Make a realistic plan of my next week from this calendar',
  ],
  exampleReply: [
    { from: 'member', text: 'Can you get me ready for the call with Northwind at three?' },
    {
      from: 'employee',
      text: 'Ready. One decision: they ask for 60 days to pay, we agreed on 30 in March (clause 4.2). I recommend 45 against a two-year term. The brief is one page; what I could not find is who signs on their side. Shall I draft the question?',
    },
  ],
  skills: [
    {
      key: 'meeting-brief',
      name: 'Meeting briefs',
      summary: 'One page before the meeting; decisions and actions after it.',
    },
    {
      key: 'inbox-triage',
      name: 'Inbox triage',
      summary: 'Sorts mail by what it needs and drafts the replies.',
    },
    {
      key: 'weekly-plan',
      name: 'Weekly plan',
      summary: 'A week that fits: clashes found, preparation blocked.',
    },
  ],
  defaultSkills: ['meeting-brief', 'inbox-triage', 'weekly-plan'],
  sites: [
    '*.wikipedia.org',
    '*.wikimedia.org',
    'duckduckgo.com',
    'html.duckduckgo.com',
    'www.timeanddate.com',
    '*.openstreetmap.org',
  ],
  suggestedNames: ['Ada', 'Clara', 'Milo', 'Edith', 'Jonas', 'Priya'],
  defaultModel: 'claude-sonnet-4-5',
  icon: 'calendar-check',
} satisfies RoleTemplate
