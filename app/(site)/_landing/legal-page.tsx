import type { ReactNode } from 'react'

export type LegalSection = { title: string; text: ReactNode }

export function LegalPage({
  title,
  lead,
  sections,
}: {
  title: string
  lead: string
  sections: LegalSection[]
}) {
  return (
    <main id="content" className="mx-auto max-w-page px-4 py-16 sm:px-6">
      <div className="max-w-read">
        <h1 className="display text-xl sm:text-2xl">{title}</h1>
        <p className="mt-4 text-md text-muted">{lead}</p>
        {sections.map((section) => (
          <section key={section.title} className="mt-10">
            <h2 className="font-semibold text-md">{section.title}</h2>
            <p className="mt-2 text-md">{section.text}</p>
          </section>
        ))}
      </div>
    </main>
  )
}
