import type { RoleTemplate } from '../role-template.ts'

export const template = {
  key: 'sales-development',
  name: 'Sales development',
  headline: 'Finds the few worth writing to',
  summary: 'Researches companies that fit, finds the reason for now, and prepares messages people answer.',
  doesForYou: [
    'Builds short lists of companies with a reason and a date',
    'Writes first messages that could go to nobody else',
    'Qualifies leads honestly, also when the answer is no',
    'Hands over so that the first meeting starts prepared',
  ],
  exampleTasks: [
    'Find 15 dental labs in Bavaria that opened a second site this year',
    'Write a first message and two follow-ups for these eight prospects',
    'This enquiry came in overnight. Is it a fit, and what do I ask?',
  ],
  exampleReply: [
    { from: 'member', text: 'Is Hallberg worth a message?' },
    {
      from: 'employee',
      text: 'Yes: 8 of 10. They advertise two dispatch planners since 4 November and their driver reviews name late routes four times. Write to the head of logistics, not the CEO. The draft is 84 words and waits for your yes. Against them: they renewed with a competitor last year.',
    },
  ],
  skills: [
    {
      key: 'prospect-research',
      name: 'Prospect research',
      summary: 'Companies that fit, each with a current reason.',
    },
    { key: 'outreach-sequence', name: 'Outreach', summary: 'Short, personal messages and a polite end.' },
    {
      key: 'lead-qualification',
      name: 'Lead qualification',
      summary: 'Honest fit, good questions, clean hand-over.',
    },
  ],
  defaultSkills: ['prospect-research', 'outreach-sequence', 'lead-qualification'],
  sites: [
    '*.wikipedia.org',
    '*.wikimedia.org',
    'duckduckgo.com',
    'html.duckduckgo.com',
    '*.linkedin.com',
    '*.licdn.com',
    '*.companieshouse.gov.uk',
  ],
  suggestedNames: ['Max', 'Elena', 'Oscar', 'Tara', 'Viktor', 'June'],
  defaultModel: 'claude-sonnet-4-5',
  icon: 'handshake',
} satisfies RoleTemplate
