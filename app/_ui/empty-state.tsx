import type { ReactNode } from 'react'

type EmptyStateProps = { title: string; text?: ReactNode; action?: ReactNode; drawing?: ReactNode }

/** One small drawing, one sentence, one action. */
export function EmptyState({ title, text, action, drawing }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-4 py-16 text-center">
      {drawing && <div className="mb-6">{drawing}</div>}
      <p className="display text-lg">{title}</p>
      {text && <p className="mt-1 max-w-[48ch] text-balance text-muted">{text}</p>}
      {action && <div className="mt-6">{action}</div>}
    </div>
  )
}
