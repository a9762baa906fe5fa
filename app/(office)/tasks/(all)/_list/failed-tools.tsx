'use client'
// What a task that has failed for good offers in a line: how often it was tried, and to try it again.
import { RotateCcw } from 'lucide-react'
import type { TaskCard } from '#lib/wire/task.ts'
import { Button } from '../../../../_ui/button.tsx'

type FailedToolsProps = { card: TaskCard; onRetry: () => void }

export function FailedTools({ card, onRetry }: FailedToolsProps) {
  return (
    <>
      <span className="figures whitespace-nowrap text-xs max-md:hidden">{attemptsInWords(card)}</span>
      <Button
        aria-label={`Try #${card.number} again`}
        className="z-10 h-7 px-2 text-ink text-sm max-sm:h-11 max-sm:w-11 max-sm:px-0"
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
  return `${attempts} of ${maxAttempts} ${maxAttempts === 1 ? 'attempt' : 'attempts'}`
}
