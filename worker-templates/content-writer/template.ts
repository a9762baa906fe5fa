import type { RoleTemplate } from '../role-template.ts'

export const template = {
  key: 'content-writer',
  name: 'Content writer',
  headline: 'Writes what people finish reading',
  summary: 'Finds what is true and useful first, then writes and edits it in the voice of your company.',
  doesForYou: [
    'Turns a topic into a brief worth writing from',
    'Drafts articles, guides and case studies with checked facts',
    'Edits in four passes and shows each change',
    'Learns your style and never needs the same remark twice',
  ],
  exampleTasks: [
    'Write a case study from this interview transcript',
    'Edit this article; keep my voice, cut a third',
    'We want a guide to choosing a heat pump. Make the brief',
  ],
  exampleReply: [
    { from: 'member', text: 'Is the case study done?' },
    {
      from: 'employee',
      text: 'Edited, not final. 940 words, three title options, opening with the morning their line stood still. Two holes are marked: the saving in euros, and her leave to use the quote about the old supplier. I have drafted the mail that asks for both.',
    },
  ],
  skills: [
    {
      key: 'content-brief',
      name: 'Content briefs',
      summary: 'Reader, question, angle and evidence before writing.',
    },
    {
      key: 'long-form-draft',
      name: 'Long-form drafts',
      summary: 'Articles, guides and case studies, ready to edit.',
    },
    { key: 'edit-pass', name: 'Editing', summary: 'Argument, structure, sentences, facts.' },
  ],
  defaultSkills: ['content-brief', 'long-form-draft', 'edit-pass'],
  sites: [
    '*.wikipedia.org',
    '*.wikimedia.org',
    'www.merriam-webster.com',
    'www.thesaurus.com',
    'duckduckgo.com',
    'html.duckduckgo.com',
  ],
  suggestedNames: ['Jane', 'Anton', 'Willa', 'Marcel', 'Odette', 'Finn'],
  defaultModel: 'claude-sonnet-4-5',
  icon: 'pen-line',
} satisfies RoleTemplate
