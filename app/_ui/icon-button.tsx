import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { classes } from './classes.ts'

type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label'> & {
  /** The accessible name; the icon alone says nothing to a screen reader. */
  label: string
  children: ReactNode
}

export function IconButton({ label, className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      {...rest}
      aria-label={label}
      className={classes(
        'inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted max-sm:size-11',
        'transition-colors duration-150 ease-out hover:bg-sunken hover:text-ink disabled:opacity-50',
        'data-popup-open:bg-sunken data-popup-open:text-ink',
        className,
      )}
    >
      {children}
    </button>
  )
}
