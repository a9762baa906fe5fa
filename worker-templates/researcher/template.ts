import type { RoleTemplate } from '../role-template.ts'

export const template = {
  key: 'researcher',
  name: 'Researcher',
  headline: 'Answers you can check',
  summary: 'Turns a question into a short, cited answer that says how sure it is and what nobody knows.',
  doesForYou: [
    'Answers a question with sources it has opened and read',
    'Maps competitors, their prices and what their customers complain about',
    'Traces a statistic, quote or claim back to where it began',
    'Says what is uncertain, and what would settle it',
  ],
  exampleTasks: [
    'What do our five closest competitors charge for a team of ten?',
    'Is it true that 70 % of online carts are abandoned? Where does that come from?',
    'Which permits does a small food producer need to sell in Austria?',
  ],
  exampleReply: [
    { from: 'member', text: 'Everyone quotes that 40 % figure. Can we use it?' },
    {
      from: 'employee',
      text: 'I would not. It goes back to a 2016 survey of 212 people by a company that sells the cure, and the original says "up to 40 %". The national statistics office has 23 % for 2025, with its method published. Both passages are in sources.md.',
    },
  ],
  skills: [
    { key: 'research-brief', name: 'Research briefs', summary: 'A short, cited answer with its confidence.' },
    {
      key: 'source-check',
      name: 'Source checks',
      summary: 'Traces a claim to its origin and gives a verdict.',
    },
    { key: 'market-scan', name: 'Market scans', summary: 'Competitors, prices, complaints, and the gap.' },
  ],
  defaultSkills: ['research-brief', 'source-check', 'market-scan'],
  sites: [
    '*.wikipedia.org',
    '*.wikimedia.org',
    'duckduckgo.com',
    'html.duckduckgo.com',
    'arxiv.org',
    'doi.org',
    '*.ncbi.nlm.nih.gov',
    '*.europa.eu',
    '*.oecd.org',
    '*.worldbank.org',
    'ourworldindata.org',
    'web.archive.org',
  ],
  suggestedNames: ['Iris', 'Linus', 'Marie', 'Theo', 'Noor', 'Hugo'],
  defaultModel: 'claude-sonnet-4-5',
  icon: 'telescope',
} satisfies RoleTemplate
