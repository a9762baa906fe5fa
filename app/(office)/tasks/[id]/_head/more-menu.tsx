'use client'
import { CopyPlus, Ellipsis, Link2, SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../../../../_ui/icon-button.tsx'
import { Kbd } from '../../../../_ui/kbd.tsx'
import { Menu, MenuItem } from '../../../../_ui/menu.tsx'
import { toast } from '../../../../_ui/toast.tsx'
import { TemplateDialog } from '../_edit/template-dialog.tsx'
import { useTaskPage } from '../_state/use-task.ts'

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const

/** What one seldom does with a task. */
export function MoreMenu() {
  const { task, editDetails } = useTaskPage()
  const [isSaving, setSaving] = useState(false)
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`More for #${task.number}`}>
            <Ellipsis {...icon} />
          </IconButton>
        }
      >
        <MenuItem
          icon={<SlidersHorizontal {...icon} />}
          shortcut={<Kbd>E</Kbd>}
          onClick={() => editDetails()}
        >
          Edit details
        </MenuItem>
        <MenuItem icon={<CopyPlus {...icon} />} onClick={() => setSaving(true)}>
          Save as template
        </MenuItem>
        <MenuItem icon={<Link2 {...icon} />} onClick={() => void copyAddress(task.id)}>
          Copy the address
        </MenuItem>
      </Menu>
      {isSaving && <TemplateDialog onClose={() => setSaving(false)} />}
    </>
  )
}

async function copyAddress(id: string): Promise<void> {
  await navigator.clipboard.writeText(`${window.location.origin}/tasks/${id}`)
  toast.success('Copied')
}
