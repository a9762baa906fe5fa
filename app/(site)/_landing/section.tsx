import type { ReactNode } from 'react'
import { classes } from '../../_ui/classes.ts'

type SectionProps = {
  id: string
  title: string
  text?: ReactNode
  /** Title on the left, content on the right, where there is room. */
  split?: boolean
  children: ReactNode
}

export function Section({ id, title, text, split, children }: SectionProps) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className={classes(
        'mx-auto max-w-page px-4 py-10 sm:px-6 sm:py-16',
        split && 'gap-x-16 md:grid md:grid-cols-[1fr_1.5fr]',
      )}
    >
      <div className="mb-10 max-w-read">
        <h2 id={`${id}-title`} className="display text-xl sm:text-2xl">
          {title}
        </h2>
        {text && <p className="mt-3 text-md text-muted">{text}</p>}
      </div>
      {children}
    </section>
  )
}
