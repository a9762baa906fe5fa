import { Button } from '../../../_ui/button.tsx'
import { EmptyState } from '../../../_ui/empty-state.tsx'

/** Nobody has handed anything out yet. */
export function NoTasks({ onCreate }: { onCreate: () => void }) {
  return (
    <EmptyState
      drawing={<EmptyTray />}
      title="Nothing is handed out yet."
      text="Write down what you want done; the planner finds out who does what."
      action={
        <Button tone="primary" size="lg" onClick={onCreate}>
          Create the first task
        </Button>
      }
    />
  )
}

export function NothingFound({ words, onClear }: { words: string; onClear: () => void }) {
  return (
    <div role="status" className="px-6 py-16 text-center text-muted">
      <p>{words}</p>
      <Button className="mt-4" onClick={onClear}>
        Show all tasks
      </Button>
    </div>
  )
}

/** A sheet on a desk, waiting for its first line, and the lamp's light on it. */
function EmptyTray() {
  return (
    <svg aria-hidden="true" viewBox="0 0 120 80" width={120} height={80} fill="none" className="text-edge">
      <path d="M70 26 92 70H30Z" className="fill-lamp-wash" />
      <path d="M6 70h108" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <path
        d="M38 62h30l6-22H44Z"
        className="fill-surface"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      <path
        d="M48 47h16M46 53h10"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        className="opacity-60"
      />
      <path
        d="M100 70V34L78 18"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path d="m62 24 12-14 14 12Z" className="fill-current" />
      <path d="M90 70h20" stroke="currentColor" strokeWidth="4" strokeLinecap="round" />
      <circle cx="73" cy="24" r="4" className="fill-lamp" />
    </svg>
  )
}
