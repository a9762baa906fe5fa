'use client'
// What a task that has failed for good offers in a line: how often it was tried, and to try it again.
import { RotateCcw } from 'lucide-react'
import type { TaskCard } from '#lib/wire/task.ts'
import { Button } from '../../../../_ui/button.tsx'

type FailedToolsProps = { card: TaskCard; onRetry: () => void }

export function FailedTools({ card, onRetry }: FailedToolsProps) {
  return (
    <>
      <span className="figures w-28 whitespace-nowrap text-right text-xs max-md:hidden">
        {attemptsInWords(card)}
      </span>
      <Button
        tone="plain"
        aria-label={`Try #${card.number} again`}
        className="z-10 h-7 px-2 text-ink text-sm max-sm:-mt-2 max-sm:size-11 max-sm:px-0"
        onClick={onRetry}
      >
        <RotateCcw aria-hidden="true" size={16} strokeWidth={1.5} />
        <span className="max-sm:hidden">Try again</span>
      </Button>
    </>
  )
}

export function attemptsInWords({
  attempts,
  maxAttempts,
}: Pick<TaskCard, 'attempts' | 'maxAttempts'>): string {
  if (attempts === 0) return ''
  return `${attempts} of ${maxAttempts} ${maxAttempts === 1 ? 'attempt' : 'attempts'}`
}
