'use client'
import { Button } from './button.tsx'

type LoadMoreProps = { label?: string; busy?: boolean; onLoad: () => void }

/** The next page of a list, on request. Render it only while there is one. */
export function LoadMore({ label = 'Show more', busy = false, onLoad }: LoadMoreProps) {
  return (
    <div className="flex justify-center py-4">
      <Button busy={busy} onClick={onLoad}>
        {label}
      </Button>
    </div>
  )
}
