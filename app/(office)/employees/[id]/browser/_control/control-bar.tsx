'use client'
// Who has control, and the buttons that change it. Everybody in the company sees the same.
import { useId } from 'react'
import { AlertDialog } from '#app/_ui/alert-dialog.tsx'
import { Button } from '#app/_ui/button.tsx'
import { clockOf, leftInWords } from '../../../../_office/holder-of.ts'
import type { Control } from './use-control.ts'

type ControlBarProps = {
  control: Control
  name: string
  isManager: boolean
  /** Whether there is a picture to drive. */
  canTake: boolean
}

export function ControlWords({ control, name }: Pick<ControlBarProps, 'control' | 'name'>) {
  const { holder } = control
  if (holder.who === 'nobody') {
    return (
      <p className="min-w-0 truncate" title={`You are watching. ${name} does not notice.`}>
        <span className="font-medium">You are watching.</span>{' '}
        <span className="text-muted">{name} does not notice.</span>
      </p>
    )
  }
  if (holder.who === 'me') {
    return (
      <p
        className="min-w-0 truncate"
        title={`${name} waits while you drive. Doing something prolongs the time.`}
      >
        <span className="font-medium text-lamp-text">You have control</span>
        <span className="text-muted">
          , <span className="figures">{leftInWords(holder.leftMs)}</span> left
          <span className="max-sm:hidden"> unless you go on. {name} waits</span>.
        </span>
      </p>
    )
  }
  return (
    <p className="min-w-0 truncate" title={`${holder.memberName} has control. ${name} waits.`}>
      <span className="font-medium" dir="auto">
        {holder.memberName}
      </span>{' '}
      has control, until <span className="figures">{clockOf(holder.expiresAt)}</span>
      <span className="text-muted">. {name} waits.</span>
    </p>
  )
}

export function ControlButtons({ control, name, isManager, canTake }: ControlBarProps) {
  const { holder, isBusy, take, giveBack } = control
  const why = useId()
  if (holder.who === 'me') {
    return (
      <Button tone="primary" busy={isBusy} onClick={giveBack} data-hand-back>
        Hand back
      </Button>
    )
  }
  if (holder.who === 'nobody') {
    return (
      <Button tone="primary" busy={isBusy} disabled={!canTake} onClick={() => take()}>
        Take control
      </Button>
    )
  }
  if (!isManager) {
    return (
      <>
        <Button disabled aria-describedby={why}>
          Take control
        </Button>
        <span id={why} className="sr-only">
          {holder.memberName} has control now. Ask for it to be handed back.
        </span>
      </>
    )
  }
  return (
    <AlertDialog
      title={`Take over from ${holder.memberName}?`}
      description={`${holder.memberName} is in the middle of something on ${name}’s desktop and loses control at once. What is on the screen stays as it is.`}
      confirm="Take over"
      tone="primary"
      trigger={
        <Button busy={isBusy} disabled={!canTake}>
          Take over
        </Button>
      }
      onConfirm={() => take(true)}
    />
  )
}
