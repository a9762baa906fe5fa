import type { ReactNode } from 'react'
import { classes } from './classes.ts'

type BadgeTone = 'neutral' | 'lamp' | 'good' | 'bad' | 'link'

const tones: Record<BadgeTone, string> = {
  neutral: 'bg-sunken text-muted',
  lamp: 'bg-lamp-wash text-lamp-text',
  good: 'bg-good-wash text-good',
  bad: 'bg-bad-wash text-bad',
  link: 'bg-link-wash text-link',
}

export function Badge({ tone = 'neutral', children }: { tone?: BadgeTone; children: ReactNode }) {
  return (
    <span
      className={classes(
        'inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs',
        tones[tone],
      )}
    >
      {children}
    </span>
  )
}
