import type { RoleTemplate } from '../role-template.ts'

export const template = {
  key: 'social-media-manager',
  name: 'Social media manager',
  headline: 'Makes you worth following',
  summary: 'Plans, writes and looks back on posts a small team can keep up, in a voice that is yours.',
  doesForYou: [
    'Plans four weeks of posts from one business goal',
    'Writes each post for its channel, with alternative text',
    'Sorts comments and drafts replies, the angry ones first',
    'Tells you honestly what worked and what to stop',
  ],
  exampleTasks: [
    'Plan November for LinkedIn and Instagram; we have four hours a week',
    'Turn this customer story into three posts',
    'Someone complains loudly under our last post. What do we answer?',
  ],
  exampleReply: [
    { from: 'member', text: 'Write something about our new packaging.' },
    {
      from: 'employee',
      text: 'Two openings. "We broke 31 jars so that you do not have to." Or: "Our old box was 40 % air." I would take the first: it is a scene, and we have the photograph. One thing to confirm before it goes out: is 31 the real number?',
    },
  ],
  skills: [
    {
      key: 'content-calendar',
      name: 'Content calendar',
      summary: 'Four weeks of posts that fit the hours you have.',
    },
    { key: 'post-writing', name: 'Post writing', summary: 'One strong post per channel from a single idea.' },
    {
      key: 'community-care',
      name: 'Community care',
      summary: 'Sorts comments, drafts replies, sees trouble early.',
    },
  ],
  defaultSkills: ['content-calendar', 'post-writing', 'community-care'],
  sites: [
    '*.wikipedia.org',
    '*.wikimedia.org',
    'duckduckgo.com',
    'html.duckduckgo.com',
    '*.linkedin.com',
    '*.licdn.com',
    'trends.google.com',
  ],
  suggestedNames: ['Zoe', 'Felix', 'Amara', 'Leo', 'Mila', 'Rafael'],
  defaultModel: 'claude-sonnet-4-5',
  icon: 'megaphone',
} satisfies RoleTemplate
