'use client'
// Asks before something that is hard to take back. Says what will happen; its buttons are the verbs themselves.
import { AlertDialog as Base } from '@base-ui/react/alert-dialog'
import { type ReactElement, type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { popupLook, veilLook } from './popup-look.ts'

type AlertDialogProps = {
  title: string
  description: ReactNode
  /** The verb: "Fire Ada", "Delete the key". */
  confirm: string
  cancel?: string
  tone?: 'primary' | 'danger'
  trigger?: ReactElement
  open?: boolean
  onOpenChange?: (open: boolean) => void
  /** The dialog stays open and busy until this settles; it closes unless it throws. */
  onConfirm: () => void | Promise<void>
}

export function AlertDialog(props: AlertDialogProps) {
  const { title, description, confirm, cancel = 'Cancel', tone = 'danger', trigger } = props
  const [ownOpen, setOwnOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const open = props.open ?? ownOpen
  const show = (next: boolean) => {
    setOwnOpen(next)
    props.onOpenChange?.(next)
  }
  const act = async () => {
    setBusy(true)
    try {
      await props.onConfirm()
      show(false)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Base.Root open={open} onOpenChange={(next) => !busy && show(next)}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={veilLook} />
        <Base.Popup className={popupLook}>
          <Base.Title className="font-semibold text-md">{title}</Base.Title>
          <Base.Description render={<div />} className="mt-1 text-muted">
            {description}
          </Base.Description>
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <Base.Close render={<Button disabled={busy}>{cancel}</Button>} />
            <Button tone={tone} busy={busy} onClick={act}>
              {confirm}
            </Button>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
