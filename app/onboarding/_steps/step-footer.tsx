'use client'
// What goes on stays in reach however long the step is.
import type { ReactNode } from 'react'
import { Button } from '../../_ui/button.tsx'
import { ButtonLink } from '../../_ui/button-link.tsx'

type StepFooterProps = {
  backHref?: string | undefined
  label: string
  isBusy: boolean
  isDisabled?: boolean
  onContinue: () => void
  note?: ReactNode
}

export function StepFooter({ backHref, label, isBusy, isDisabled, onContinue, note }: StepFooterProps) {
  return (
    <div className="sticky bottom-0 z-10 mt-auto flex flex-wrap items-center gap-3 border-line border-t bg-paper py-4">
      {backHref && (
        <ButtonLink href={backHref} prefetch={false} tone="plain" size="lg">
          Back
        </ButtonLink>
      )}
      <div className="min-w-0 flex-1 text-muted text-sm max-sm:hidden">{note}</div>
      <Button
        tone="primary"
        size="lg"
        busy={isBusy}
        disabled={isDisabled}
        onClick={onContinue}
        className="max-w-full max-sm:ml-auto"
      >
        <span className="truncate">{label}</span>
      </Button>
    </div>
  )
}
