'use client'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { AlertDialog } from '../../../../_ui/alert-dialog.tsx'
import { Badge } from '../../../../_ui/badge.tsx'
import { Menu, MenuItem, MenuLine } from '../../../../_ui/menu.tsx'
import { statusInWords, statusTones } from '../../_words/status.ts'
import { useMoves } from '../_state/use-moves.ts'
import { useTaskPage } from '../_state/use-task.ts'
import { moveNames, movesOf, type TaskMove } from '../_words/moves.ts'

/** Where the task is, and where one may move it. */
export function StatusMenu({ onSendBack }: { onSendBack: () => void }) {
  const { task } = useTaskPage()
  const { go } = useMoves()
  const [isCancelling, setCancelling] = useState(false)
  const choose = (move: TaskMove) => {
    if (move === 'send-back') onSendBack()
    else if (move === 'cancel') setCancelling(true)
    else void go(move)
  }
  return (
    <>
      <Menu
        align="start"
        trigger={
          <button
            type="button"
            className="-mx-1 inline-flex min-h-6 items-center gap-1 rounded-sm px-1 hover:bg-sunken max-sm:min-h-11"
          >
            <span className="sr-only">Status: </span>
            <Badge tone={statusTones[task.status]}>{statusInWords[task.status]}</Badge>
            <ChevronDown aria-hidden="true" size={16} strokeWidth={1.5} className="text-muted" />
          </button>
        }
      >
        {movesOf(task).map((move) => (
          <div key={move}>
            {move === 'cancel' && <MenuLine />}
            <MenuItem danger={move === 'cancel'} onClick={() => choose(move)}>
              {moveNames[move]}
            </MenuItem>
          </div>
        ))}
      </Menu>
      <AlertDialog
        open={isCancelling}
        onOpenChange={setCancelling}
        title={`Cancel #${task.number}?`}
        description={
          task.status === 'running' || task.status === 'claimed'
            ? 'Whoever works on it is stopped. What was made and said so far stays, and you can begin again.'
            : 'Nobody will work on it. What was made and said so far stays, and you can begin again.'
        }
        confirm="Cancel the task"
        cancel="Keep it"
        onConfirm={async () => void (await go('cancel'))}
      />
    </>
  )
}
