import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'

type BannerTone = 'info' | 'warn' | 'error'

const looks = {
  info: { box: 'bg-link-wash', icon: 'text-link', Icon: Info },
  warn: { box: 'bg-lamp-wash', icon: 'text-lamp-text', Icon: TriangleAlert },
  error: { box: 'bg-bad-wash', icon: 'text-bad', Icon: CircleAlert },
}

type BannerProps = { tone?: BannerTone; title?: string; children?: ReactNode; action?: ReactNode }

/** What happened, what is safe, what to do. Errors interrupt a screen reader, the others wait. */
export function Banner({ tone = 'info', title, children, action }: BannerProps) {
  const { box, icon, Icon } = looks[tone]
  return (
    <div
      role={tone === 'error' ? 'alert' : 'status'}
      className={classes('flex flex-wrap items-start gap-x-4 gap-y-2 rounded-md px-3 py-2.5', box)}
    >
      <div className="flex min-w-0 flex-1 basis-60 gap-2.5">
        <Icon aria-hidden="true" size={16} strokeWidth={1.5} className={classes('mt-0.5 shrink-0', icon)} />
        <div className="min-w-0">
          {title && <p className="font-medium">{title}</p>}
          {children && <div>{children}</div>}
        </div>
      </div>
      {action && <div className="shrink-0 self-center">{action}</div>}
    </div>
  )
}
