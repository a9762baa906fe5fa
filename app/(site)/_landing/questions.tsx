import { trialDays } from '#lib/billing/plans.ts'
import { Section } from './section.tsx'

const questions = [
  {
    question: 'What exactly do I hire?',
    answer:
      'An AI employee with a role, a name, a tone and skills you choose. It works at an isolated desk: a gateway that talks to the model, tools it may use, and files of its own that stay between conversations.',
  },
  {
    question: `What happens after the ${trialDays} free days?`,
    answer:
      'Nothing is charged during them. After that the plan you chose applies, and you can end it at any time.',
  },
  {
    question: 'Can the cost run away?',
    answer:
      'The price of an employee includes a monthly allowance for model use. Every call to the model is recorded with its tokens and its cost as it happens, so you see where the money goes, and you can pause an employee at any moment.',
  },
  {
    question: 'Who can read our conversations?',
    answer:
      'Members of your company. Text you write goes to the AI model that answers it; the employee’s desk, its files and its history are not shared with other companies.',
  },
  {
    question: 'What if it goes wrong in the middle of something?',
    answer:
      'You can stop an answer within a second, pause the employee, restart it, or make its desk anew with its files kept. When a desk has trouble the lamp turns red and the page says what happened and what to do.',
  },
  {
    question: 'Can I let an employee go?',
    answer:
      'Yes, at any time. It stops at once; its desk is kept for a while so that you can change your mind.',
  },
  {
    question: 'Can we run it ourselves?',
    answer:
      'Yes. Deskhand is one product in one repository. It starts with a single command, without any account, and takes your own database, mail and model key when you are ready.',
  },
]

export function Questions() {
  return (
    <Section id="questions" title="Questions people ask first" split>
      <div className="border-line border-t">
        {questions.map(({ question, answer }) => (
          <details key={question} className="border-line border-b">
            <summary className="disclosure py-4 font-medium text-md">{question}</summary>
            <p className="max-w-[62ch] pb-5 text-muted text-md">{answer}</p>
          </details>
        ))}
      </div>
    </Section>
  )
}
