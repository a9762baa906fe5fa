import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from '../../../../_ui/classes.ts'

type FoldProps = {
  title: ReactNode
  isOpen?: boolean
  isQuiet?: boolean
  className?: string
  children: ReactNode
}

/** Something that may be looked at, behind a line one presses. */
export function Fold({ title, isOpen = false, isQuiet = true, className, children }: FoldProps) {
  return (
    <details open={isOpen} className={classes('group/fold min-w-0', className)}>
      <summary
        className={classes(
          'flex min-w-0 list-none items-center gap-1 rounded-sm hover:text-ink max-sm:min-h-11 [&::-webkit-details-marker]:hidden',
          isQuiet && 'text-muted text-sm',
        )}
      >
        <ChevronRight
          aria-hidden="true"
          size={16}
          strokeWidth={1.5}
          className="-ml-0.5 shrink-0 text-muted transition-transform duration-150 ease-out group-open/fold:rotate-90"
        />
        {title}
      </summary>
      {children}
    </details>
  )
}
