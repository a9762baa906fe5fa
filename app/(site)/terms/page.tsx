import type { Metadata } from 'next'
import { trialDays } from '#lib/billing/plans.ts'
import { LegalPage } from '../_landing/legal-page.tsx'

export const metadata: Metadata = { title: 'Terms', alternates: { canonical: '/terms' } }

const sections = [
  {
    title: 'What you get',
    text: 'The use of Deskhand for one company: the employees you hire, their desks, and the people you invite, within the limits of your plan.',
  },
  {
    title: 'What it costs',
    text: `The price of your plan for each employee and month, with model use included up to the allowance. The first ${trialDays} days are free. A plan can be ended at any time; it then runs to the end of the paid month.`,
  },
  {
    title: 'Your part',
    text: 'What you put in must be yours to share. Do not use an employee to break the law, to deceive people about who writes to them where they have a right to know, or to attack other systems.',
  },
  {
    title: 'What employees are',
    text: 'Employees are software driven by a language model. They can be wrong. Read what matters before you act on it; you are responsible for what you do with their work.',
  },
  {
    title: 'Ending it',
    text: 'You may delete your company at any time. We may suspend a company that breaks these terms, and say why. Letting an employee go keeps its desk for the period shown, then destroys it.',
  },
  {
    title: 'Who runs this installation',
    text: 'Deskhand can be hosted by anyone. Whoever runs the installation you use is your contract partner and may add terms of their own.',
  },
]

export default function TermsPage() {
  return <LegalPage title="Terms" lead="Short, and meant to be read." sections={sections} />
}
