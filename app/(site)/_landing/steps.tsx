import { Lamp } from '../../_ui/lamp.tsx'
import { Section } from './section.tsx'

const steps = [
  {
    lamp: 'off',
    title: 'Choose who you need',
    text: 'Pick a plan, a role and its skills. Give a name, a tone and a sentence on what your company does.',
  },
  {
    lamp: 'warming',
    title: 'The desk is made',
    text: 'Each step is named and timed while you wait. Close the page if you like: it goes on without you.',
  },
  {
    lamp: 'lit',
    title: 'Say what you want done',
    text: 'Write as you would to a colleague. If the employee is asleep, your message waits, says so, and wakes it.',
  },
] as const

export function Steps() {
  return (
    <Section id="how" title="From sign-up to first answer in three steps">
      <ol className="grid gap-10 md:grid-cols-3 md:gap-8">
        {steps.map(({ lamp, title, text }, index) => (
          <li key={title} className="border-line border-t pt-6">
            <div className="flex items-end justify-between">
              <Lamp state={lamp} size={96} label={null} className="-ml-2" />
              <span className="display text-2xl text-muted" aria-hidden="true">
                {index + 1}
              </span>
            </div>
            <h3 className="mt-5 font-semibold text-md">{title}</h3>
            <p className="mt-1 text-muted">{text}</p>
          </li>
        ))}
      </ol>
    </Section>
  )
}
