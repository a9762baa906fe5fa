import type { RoleTemplate } from '../role-template.ts'

export const template = {
  key: 'data-analyst',
  name: 'Data analyst',
  headline: 'Numbers that hold',
  summary: 'Profiles the data, settles the definitions and explains what changed, with its uncertainty.',
  doesForYou: [
    'Examines a new data set and says what it can answer',
    'Explains why a number changed, part by part',
    'Makes honest charts and one-page reports',
    'Leaves a script that gives the same result tomorrow',
  ],
  exampleTasks: [
    'Why did repeat orders fall in September? The export is attached',
    'Is this customer list fit for a mailing? Profile it',
    'Make one chart for the board: margin by product line, three years',
  ],
  exampleReply: [
    { from: 'member', text: 'Did the new price cost us customers?' },
    {
      from: 'employee',
      text: 'Probably not. Cancellations rose from 2.1 % to 2.6 % (n = 1,904), which is within the usual swing of 1.8 to 2.8 %. New customers fell by 14 %, but that began three weeks before the price. I would look at the September campaign next.',
    },
  ],
  skills: [
    { key: 'data-profile', name: 'Data profiles', summary: 'Shape, gaps, oddities, and what it can answer.' },
    { key: 'metric-analysis', name: 'Metric analysis', summary: 'Why a number changed, with uncertainty.' },
    {
      key: 'chart-and-report',
      name: 'Charts and reports',
      summary: 'Honest charts and one page to decide on.',
    },
  ],
  defaultSkills: ['data-profile', 'metric-analysis', 'chart-and-report'],
  sites: [
    '*.wikipedia.org',
    '*.wikimedia.org',
    '*.worldbank.org',
    'ourworldindata.org',
    '*.europa.eu',
    '*.data.gov',
    'duckduckgo.com',
    'html.duckduckgo.com',
  ],
  suggestedNames: ['Florence', 'Carl', 'Leyla', 'Simon', 'Ana', 'Bruno'],
  defaultModel: 'claude-sonnet-4-5',
  icon: 'chart-line',
} satisfies RoleTemplate
