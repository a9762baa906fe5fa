'use client'
// The line at the top of a column in which a new task is begun.
import { Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Task } from '#lib/wire/task.ts'
import { IconButton } from '../../../../_ui/icon-button.tsx'
import { type ColumnKey, columnNames } from '../_board/columns.ts'
import { beginnings, QuickLine } from './quick-line.tsx'

interface Beginnings {
  toolsOf: (column: ColumnKey) => ReactNode
  lineOf: (column: ColumnKey) => ReactNode
}

export function useBeginnings(onCreated: (task: Task) => void): Beginnings {
  const [open, setOpen] = useState<ColumnKey>()
  return {
    toolsOf: (column) =>
      beginnings[column] && (
        <IconButton
          label={`New task in ${columnNames[column]}`}
          className="size-7"
          onClick={() => setOpen(column)}
        >
          <Plus aria-hidden="true" size={16} strokeWidth={1.5} />
        </IconButton>
      ),
    lineOf: (column) => {
      const begin = beginnings[column]
      if (!begin || open !== column) return null
      return <QuickLine begin={begin} onCreated={onCreated} onClose={() => setOpen(undefined)} />
    },
  }
}
