import type { Metadata } from 'next'
import { LegalPage } from '../_landing/legal-page.tsx'

export const metadata: Metadata = { title: 'Privacy', alternates: { canonical: '/privacy' } }

const sections = [
  {
    title: 'What is kept',
    text: 'Your e-mail address and name, your company and its members, what you tell employees and what they answer, files you give them, what each model call cost, and a log of who changed what.',
  },
  {
    title: 'Why',
    text: 'To run the product for you, to bill it, and to keep it safe. Nothing is sold, and there is no advertising and no tracking by others on these pages.',
  },
  {
    title: 'Who else sees it',
    text: 'What an employee is asked, with the history and files it needs, is sent to the model provider that answers. Mail goes through a mail provider. Neither receives more than the task needs.',
  },
  {
    title: 'Cookies',
    text: 'One cookie keeps you signed in. Your choice of light or dark stays in your browser. That is all.',
  },
  {
    title: 'How long',
    text: 'As long as your company exists. The home of an employee you let go is destroyed after the period shown when you do it. When a company is deleted, so is what belongs to it, apart from records that the law asks to keep.',
  },
  {
    title: 'Your rights',
    text: 'You can see, correct, export and delete what is kept about you. Ask an owner of your company or whoever runs this installation.',
  },
]

export default function PrivacyPage() {
  return <LegalPage title="Privacy" lead="What is kept, why, and who can see it." sections={sections} />
}
