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

export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const areOn = useSingleKeys()
  return (
    <Dialog open title="Keyboard" onOpenChange={(open) => !open && onClose()}>
      <dl className="mb-4 grid grid-cols-[88px_minmax(0,1fr)] items-center gap-x-4 gap-y-2">
        {keys.map((row) => (
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
      <Switch
        label="Single keys"
        hint="Turn them off if a tool of yours types for you."
        checked={areOn}
        onCheckedChange={setSingleKeys}
      />
    </Dialog>
  )
}
