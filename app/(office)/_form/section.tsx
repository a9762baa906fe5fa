import type { ReactNode } from 'react'

type SectionProps = { title: string; text?: ReactNode; children: ReactNode }

/** One thing that can be set: what it is on the left, the controls on the right; one below the other on small screens. */
export function Section({ title, text, children }: SectionProps) {
  return (
    <section className="grid gap-x-10 gap-y-4 border-line border-b py-8 last-of-type:border-b-0 md:grid-cols-[minmax(0,220px)_minmax(0,1fr)]">
      <div>
        <h2 className="font-semibold">{title}</h2>
        {text && <p className="mt-1 text-muted text-sm">{text}</p>}
      </div>
      <div className="flex min-w-0 flex-col gap-5">{children}</div>
    </section>
  )
}
