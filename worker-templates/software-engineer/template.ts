import type { RoleTemplate } from '../role-template.ts'

export const template = {
  key: 'software-engineer',
  name: 'Software engineer',
  headline: 'Small, correct, reviewable changes',
  summary: 'Fixes bugs at their cause, builds features in safe steps and reviews code by running it.',
  doesForYou: [
    'Reproduces a bug, fixes its cause and proves it with a test',
    'Plans a change in steps that can each be merged',
    'Reviews a branch and ranks what it finds by consequence',
    'Says what was run, what was seen and what was not checked',
  ],
  exampleTasks: [
    'The nightly export fails since Tuesday. Find out why and fix it on a branch',
    'Add rate limits to the public API; plan first',
    'Review this branch before I merge it',
  ],
  exampleReply: [
    { from: 'member', text: 'Is the export fixed?' },
    {
      from: 'employee',
      text: 'On branch fix/412-export, yes. Cause: the date was parsed in local time, so files written after 23:00 UTC were skipped. The new test failed before and passes now; 214 tests pass. Not done: 3 files from last week are still missing, their repair needs your yes.',
    },
  ],
  skills: [
    { key: 'bug-fix', name: 'Bug fixes', summary: 'Reproduce, find the cause, test first, fix small.' },
    {
      key: 'change-plan',
      name: 'Change plans',
      summary: 'Features and refactoring in safe, reviewable steps.',
    },
    {
      key: 'code-review',
      name: 'Code review',
      summary: 'Runs the change and ranks findings by consequence.',
    },
  ],
  defaultSkills: ['bug-fix', 'change-plan', 'code-review'],
  sites: [
    'github.com',
    '*.github.com',
    '*.githubusercontent.com',
    '*.githubassets.com',
    'developer.mozilla.org',
    'nodejs.org',
    'docs.python.org',
    'stackoverflow.com',
    '*.stackexchange.com',
    'duckduckgo.com',
    'html.duckduckgo.com',
  ],
  suggestedNames: ['Alan', 'Grete', 'Kai', 'Margot', 'Ravi', 'Sofia'],
  defaultModel: 'claude-sonnet-4-5',
  icon: 'code',
} satisfies RoleTemplate
