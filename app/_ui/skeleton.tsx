import { classes } from './classes.ts'

/** A grey stand-in in the true place and size of what is loading. Hidden from screen readers; say "Loading" on the region. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={classes('block animate-pulse rounded-md bg-line', className)} />
}
