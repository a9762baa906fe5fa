import { ChatPreview } from './chat-preview.tsx'
import { Section } from './section.tsx'

const points = [
  {
    title: 'Talks like a colleague',
    text: 'You write what you need and attach what matters. The answer arrives as it is written; stop it, edit your words, send again.',
  },
  {
    title: 'Works at its own desk',
    text: 'Files, notes and tools stay with the employee. Each tool call is one line: open it to read what went in, what came out and how long it took.',
  },
  {
    title: 'Keeps the receipt',
    text: 'Every call to the model is written down as it happens, with its tokens and its price, per employee. No surprise at the end of the month.',
  },
]

export function WhatTheyDo() {
  return (
    <Section id="what" title="Less like a chatbot, more like a desk across the room">
      <ChatPreview />
      <dl className="mt-10 grid gap-8 md:grid-cols-3">
        {points.map(({ title, text }) => (
          <div key={title}>
            <dt className="font-semibold text-md">{title}</dt>
            <dd className="mt-1 text-muted">{text}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
