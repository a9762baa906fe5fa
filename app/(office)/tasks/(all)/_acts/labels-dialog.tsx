'use client'
import { type FormEvent, useState } from 'react'
import type { TaskCard } from '#lib/wire/task.ts'
import { Button } from '../../../../_ui/button.tsx'
import { Dialog, DialogClose } from '../../../../_ui/dialog.tsx'
import { labelsOf } from '../../_form/label-words.ts'
import { LabelsField } from '../../_form/labels-field.tsx'

type LabelsDialogProps = { card: TaskCard; onClose: () => void; onLabels: (labels: string[]) => void }

export function LabelsDialog({ card, onClose, onLabels }: LabelsDialogProps) {
  const [typed, setTyped] = useState(card.labels.length > 0 ? `${card.labels.join(', ')}, ` : '')
  const save = (event: FormEvent) => {
    event.preventDefault()
    onLabels(labelsOf(typed))
    onClose()
  }
  return (
    <Dialog
      open
      title={`Labels of #${card.number}`}
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <DialogClose>
            <Button tone="plain">Discard</Button>
          </DialogClose>
          <Button tone="primary" type="submit" form="labels-of-task">
            Save
          </Button>
        </>
      }
    >
      <form id="labels-of-task" onSubmit={save}>
        <LabelsField autoFocus value={typed} onType={setTyped} />
      </form>
    </Dialog>
  )
}
