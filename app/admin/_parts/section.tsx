import type { ReactNode } from 'react'

interface SectionProps {
  title: string
  aside?: ReactNode
  text?: string
  children: ReactNode
}

export function Section({ title, aside, text, children }: SectionProps) {
  return (
    <section aria-label={title} className="min-w-0 py-6">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 className="font-semibold">{title}</h2>
          {text && <p className="text-muted text-sm">{text}</p>}
        </div>
        {aside}
      </div>
      {children}
    </section>
  )
}

/** Where a list has nothing to show. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className="border-line border-t py-3 text-muted">{children}</p>
}
