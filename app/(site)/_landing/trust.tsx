import { Section } from './section.tsx'

const rows = [
  {
    title: 'A desk of its own',
    text: 'Every employee runs apart from all others, with its own files and its own memory. Other companies cannot reach it, and neither can other employees.',
  },
  {
    title: 'Keys stay outside',
    text: 'The key to the AI model never sits at the desk. Calls pass a proxy that knows which employee asks; the key a desk holds opens nothing else.',
  },
  {
    title: 'Money in plain sight',
    text: 'Each model call is metered to a millionth of a dollar, and the sum stands with each employee. A monthly allowance for every employee is part of its price.',
  },
  {
    title: 'Yours to host',
    text: 'One command starts the whole product on your own machine: database, mailbox and all. Run it there, or let somebody run it for you.',
  },
  {
    title: 'Nothing is lost',
    text: 'A message is stored before it is sent on. Reload, close the laptop, pull the plug: the answer goes on, or ends with the true reason and a retry.',
  },
  {
    title: 'One company, one wall',
    text: 'The rule that you see only your company is checked twice: once in the product and once more by the database itself.',
  },
]

export function Trust() {
  return (
    <Section id="trust" title="What you can hold us to">
      <dl className="grid border-line border-t md:grid-cols-2 md:gap-x-16">
        {rows.map(({ title, text }) => (
          <div key={title} className="border-line border-b py-6 sm:grid sm:grid-cols-[148px_1fr] sm:gap-6">
            <dt className="font-semibold">{title}</dt>
            <dd className="mt-1 text-muted sm:mt-0">{text}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
