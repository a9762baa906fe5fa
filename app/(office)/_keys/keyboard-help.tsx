'use client'
import { Dialog } from '../../_ui/dialog.tsx'
import { Kbd } from '../../_ui/kbd.tsx'
import { Switch } from '../../_ui/switch.tsx'
import { setSingleKeys, useSingleKeys } from './key-switch.ts'

const keys = [
  { keys: ['Ctrl', 'K'], what: 'Search or do; ⌘ K on a Mac' },
  { keys: ['C'], what: 'Write to the employee; elsewhere choose whom' },
  { keys: ['J'], what: 'Next in the list, or the next desk' },
  { keys: ['K'], what: 'Previous in the list, or the previous desk' },
  { keys: ['?'], what: 'Show this' },
  { keys: ['Esc'], what: 'Close what is open; in a chat, stop the answer' },
] as const

const taskKeys = [
  { keys: ['C'], what: 'Create a task' },
  { keys: ['/'], what: 'Search' },
  { keys: ['←', '↑', '↓', '→'], what: 'From card to card' },
  { keys: ['↵'], what: 'Open it' },
  { keys: ['M'], what: 'Its menu: move it, give it to somebody' },
  { keys: ['X'], what: 'Select it; Shift and a click select as far as there' },
  { keys: ['Esc'], what: 'Select nothing' },
] as const

const onTaskKeys = [
  { keys: ['A'], what: 'Approve the work, or the plan' },
  { keys: ['S'], what: 'Send the work back' },
  { keys: ['E'], what: 'Edit the details' },
  { keys: ['M'], what: 'Write a comment' },
] as const

export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const areOn = useSingleKeys()
  return (
    <Dialog open title="Keyboard" onOpenChange={(open) => !open && onClose()}>
      <KeyList rows={keys} />
      <h3 className="mb-2 text-muted text-sm">Among the tasks</h3>
      <KeyList rows={taskKeys} />
      <h3 className="mb-2 text-muted text-sm">On the page of a task</h3>
      <KeyList rows={onTaskKeys} />
      <Switch
        label="Single keys"
        hint="Turn them off if a tool of yours types for you."
        checked={areOn}
        onCheckedChange={setSingleKeys}
      />
    </Dialog>
  )
}

function KeyList({ rows }: { rows: readonly { keys: readonly string[]; what: string }[] }) {
  return (
    <dl className="mb-4 grid grid-cols-[88px_minmax(0,1fr)] items-center gap-x-4 gap-y-2">
      {rows.map((row) => (
        <div key={row.what} className="contents">
          <dt className="flex gap-0.5">
            {row.keys.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </dt>
          <dd>{row.what}</dd>
        </div>
      ))}
    </dl>
  )
}
