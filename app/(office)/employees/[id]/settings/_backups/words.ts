// A backup in words. Pure.
import type { Backup } from '#lib/wire/backup.ts'
import { sizeInWords } from '../../chat/_words/size.ts'

export function nameOf({ kind, askedBy }: Backup): string {
  if (kind === 'daily') return 'Daily backup'
  if (kind === 'move') return 'Made for a move'
  return askedBy ? `Backup by ${askedBy}` : 'Backup'
}

/** What there is to say besides the time it was made. */
export function factsOf({ state, bytes, files, leftOut, failure }: Backup): string {
  switch (state) {
    case 'wanted':
      return 'Waits for a quiet moment'
    case 'making':
      return 'Being made: the desk stands still for some seconds'
    case 'failed':
      return failure ? `${failure.text} ${failure.action}` : 'It could not be made.'
    case 'ready':
      return [countOf(files), bytes === null ? '' : sizeInWords(bytes), omitted(leftOut)]
        .filter(Boolean)
        .join(', ')
  }
}

export function restoreInWords({ restore }: Backup): { text: string; isBad: boolean } | undefined {
  switch (restore?.state) {
    case 'wanted':
      return { text: 'Is put back at the next quiet moment', isBad: false }
    case 'restoring':
      return { text: 'Being put back', isBad: false }
    case 'done':
      return { text: 'Put back', isBad: false }
    case 'failed':
      return { text: restore.failure?.text ?? 'It could not be put back.', isBad: true }
    default:
      return undefined
  }
}

export const isBeingRestored = ({ restore }: Backup): boolean =>
  restore?.state === 'wanted' || restore?.state === 'restoring'

function countOf(files: number | null): string {
  if (files === null) return ''
  return files === 1 ? 'one file' : `${files.toLocaleString('en')} files`
}

function omitted(count: number | null): string {
  return count ? `${count.toLocaleString('en')} left out that no backup can bring back` : ''
}
