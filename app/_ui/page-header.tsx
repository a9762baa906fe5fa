import type { ReactNode } from 'react'

type PageHeaderProps = {
  title: string
  text?: ReactNode
  lead?: ReactNode
  actions?: ReactNode
  tabs?: ReactNode
}

export function PageHeader({ title, text, lead, actions, tabs }: PageHeaderProps) {
  return (
    <header className={tabs ? 'border-line border-b' : ''}>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4">
        <div className="flex min-w-0 items-center gap-3">
          {lead}
          <div className="min-w-0">
            <h1 className="truncate font-semibold text-lg" title={title}>
              {title}
            </h1>
            {text && <p className="text-muted">{text}</p>}
          </div>
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {tabs}
    </header>
  )
}
