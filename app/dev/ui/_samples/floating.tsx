'use client'
import { Ellipsis, Pause, Trash2 } from 'lucide-react'
import { AlertDialog } from '../../../_ui/alert-dialog.tsx'
import { Button } from '../../../_ui/button.tsx'
import { Dialog, DialogClose } from '../../../_ui/dialog.tsx'
import { Field } from '../../../_ui/field.tsx'
import { IconButton } from '../../../_ui/icon-button.tsx'
import { Kbd } from '../../../_ui/kbd.tsx'
import { Menu, MenuItem, MenuLine, MenuLink } from '../../../_ui/menu.tsx'
import { Popover } from '../../../_ui/popover.tsx'
import { TextInput } from '../../../_ui/text-input.tsx'
import { Toaster, toast } from '../../../_ui/toast.tsx'
import { Tooltip } from '../../../_ui/tooltip.tsx'
import { Sample } from './sample.tsx'

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const

export function Floating() {
  return (
    <Sample title="Floating">
      <Dialog
        title="Rename Ada"
        description="Chats and files keep their place."
        trigger={<Button>Open dialog</Button>}
        footer={
          <>
            <DialogClose>
              <Button>Cancel</Button>
            </DialogClose>
            <Button tone="primary">Rename</Button>
          </>
        }
      >
        <Field label="Name">
          <TextInput defaultValue="Ada" />
        </Field>
      </Dialog>
      <AlertDialog
        title="Fire Ada?"
        description="Ada stops at once. Her desk is kept for 7 days; until then you can take this back."
        confirm="Fire Ada"
        trigger={<Button tone="danger">Open alert</Button>}
        onConfirm={() =>
          void toast.success('Ada was let go', { description: 'Her desk is kept for 7 days.' })
        }
      />
      <Menu
        trigger={
          <IconButton label="More">
            <Ellipsis {...icon} />
          </IconButton>
        }
      >
        <MenuItem icon={<Pause {...icon} />} shortcut={<Kbd>P</Kbd>}>
          Pause
        </MenuItem>
        <MenuLink href="/dev/ui">Settings</MenuLink>
        <MenuLine />
        <MenuItem icon={<Trash2 {...icon} />} danger>
          Fire
        </MenuItem>
      </Menu>
      <Tooltip text="Working for 12 s">
        <Button>Tooltip</Button>
      </Tooltip>
      <Popover trigger={<Button>Popover</Button>} title="Why is it asleep?">
        <p className="text-muted">Nobody wrote for 30 minutes. A message wakes Ada in about 9 s.</p>
      </Popover>
      <Button onClick={() => toast.success('Saved')}>Toast</Button>
      <Button
        onClick={() => toast.error('Not saved', { description: 'The network is down. Your text is kept.' })}
      >
        Toast error
      </Button>
      <Toaster />
    </Sample>
  )
}
