import type { ReactNode } from 'react'
import { Section } from '../../../_form/section.tsx'
import { soulBlocks } from './soul-blocks.ts'

/** What the employee reads about itself before every answer, as saved. */
export function Told({ soul, name }: { soul: string; name: string }) {
  return (
    <Section title={`What ${name} is told`} text="From what is saved; read before every answer.">
      <details className="rounded-card border border-line bg-surface">
        <summary className="disclosure p-4 font-medium">Read it</summary>
        <div className="flex max-w-read flex-col gap-3 px-4 pb-5">{soulBlocks(soul).map(block)}</div>
      </details>
    </Section>
  )
}

function block({ kind, text }: ReturnType<typeof soulBlocks>[number], index: number): ReactNode {
  const key = `${index}`
  if (kind === 'heading') {
    return (
      <h3 key={key} className="mt-2 font-semibold">
        {text}
      </h3>
    )
  }
  if (kind === 'point') {
    return (
      <p key={key} className="ticked -mt-1.5">
        {text}
      </p>
    )
  }
  return (
    <p key={key} dir="auto" className={kind === 'quote' ? 'border-line border-l-2 pl-3 text-muted' : ''}>
      {text}
    </p>
  )
}
