'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import type { SeatsInput } from '#lib/wire/billing.ts'
import { AlertDialog } from '../../_ui/alert-dialog.tsx'
import { toast } from '../../_ui/toast.tsx'
import { changeThePlan } from '../_actions/billing.ts'
import { changedInWords } from './changed-words.ts'
import { ConfirmAtStripe } from './confirm-at-stripe.tsx'
import { PreviewLines } from './preview-lines.tsx'
import { usePreview } from './use-preview.ts'

type SeatDialogProps = {
  wish: SeatsInput
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  text: ReactNode
  confirm: string
  cancel?: string
  done: string
}

/** One seat more or less: what it costs first, then the change. */
export function SeatDialog(props: SeatDialogProps) {
  const { wish, open, onOpenChange, title, text, confirm, cancel, done } = props
  const router = useRouter()
  const [confirmUrl, setConfirmUrl] = useState<string | null>(null)
  const previewed = usePreview(open ? wish : null)
  const change = async () => {
    const outcome = await changeThePlan(wish).catch(() => undefined)
    if (outcome?.ok && outcome.value.confirmUrl) return setConfirmUrl(outcome.value.confirmUrl)
    if (outcome?.ok) toast.success(changedInWords(outcome.value, done))
    else toast.error(outcome?.detail ?? 'The office did not answer. Nothing was changed; try again.')
    router.refresh()
  }
  return (
    <>
      <AlertDialog
        open={open}
        onOpenChange={onOpenChange}
        tone="primary"
        title={title}
        description={
          <>
            {text}
            <div className="mt-4 text-ink">
              <PreviewLines previewed={previewed} />
            </div>
          </>
        }
        confirm={confirm}
        {...(cancel && { cancel })}
        onConfirm={change}
      />
      <ConfirmAtStripe url={confirmUrl} />
    </>
  )
}
