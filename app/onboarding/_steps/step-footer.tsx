'use client'
// What goes on stays in reach however long the step is.
import { Button } from '../../_ui/button.tsx'
import { ButtonLink } from '../../_ui/button-link.tsx'

type StepFooterProps = {
  backHref?: string | undefined
  label: string
  isBusy: boolean
  isDisabled?: boolean
  onContinue: () => void
}

export function StepFooter({ backHref, label, isBusy, isDisabled, onContinue }: StepFooterProps) {
  return (
    <div className="sticky bottom-0 z-10 mt-auto flex items-center gap-3 border-line border-t bg-paper py-4">
      {backHref && (
        <ButtonLink href={backHref} prefetch={false} tone="plain" size="lg">
          Back
        </ButtonLink>
      )}
      <div className="ml-auto min-w-0 sm:max-w-[60%]">
        <Button
          tone="primary"
          size="lg"
          busy={isBusy}
          disabled={isDisabled}
          onClick={onContinue}
          className="max-w-full"
        >
          <span className="truncate">{label}</span>
        </Button>
      </div>
    </div>
  )
}
