import { terms, trialDays } from '#lib/billing/plans.ts'
import { Section } from './section.tsx'

const questions = [
  {
    question: 'What exactly do I hire?',
    answer:
      'An AI employee with a role, a name, a tone and skills you choose. It works at an isolated desk: a gateway that talks to the model, tools it may use, and files of its own that stay between conversations.',
  },
  {
    question: `What happens after the ${trialDays} free days?`,
    answer: `Nothing is charged by itself: no card is asked for until you decide to pay. If you do not, your employees stop, and what is at their desks is kept for another ${terms.keptAfterTrialDays} days. Pay at any moment before that and everybody is back.`,
  },
  {
    question: 'May I look before I choose a plan?',
    answer: `Yes. Hire one employee without a plan and open its chat ${terms.freeChatViews} times. The free days begin only when you choose a plan.`,
  },
  {
    question: 'How do I change or end a plan?',
    answer: `On one page, at any time. A seat more or a larger plan counts at once, and you see what it costs before you agree; what you give back is taken off the next bill. Cancelled, a plan goes on to the end of the month that is paid, and the desks are kept for ${terms.keptAfterPayingDays} days after it.`,
  },
  {
    question: 'What if a payment fails?',
    answer: `Your employees go on working for ${terms.graceDays} days while you sort it out. After that they stop; nothing is lost, and they are back the moment the bill is paid.`,
  },
  {
    question: 'Can the cost run away?',
    answer:
      'No. The price of an employee includes an allowance for model use, and you can set lower ones for the company, an employee or a task. What a call could cost is set aside before it goes out; when an allowance is used up the work waits and asks you.',
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
