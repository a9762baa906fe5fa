import { Check } from 'lucide-react'
import Link from 'next/link'
import type { HireStep } from '#lib/hire-draft/draft.ts'
import { classes } from '../../_ui/classes.ts'

type Place = { step: HireStep; name: string; href: string; isDone: boolean; isOpen: boolean }

/** Where one is, and the way back; steps ahead open when the ones before are done. */
export function StepNav({ places, current }: { places: readonly Place[]; current: HireStep }) {
  return (
    <nav aria-label="Steps" className="mb-8">
      <ol className="flex gap-2">
        {places.map((place) => (
          <li key={place.step} className="min-w-0 flex-1">
            <StepPlace place={place} isCurrent={place.step === current} />
          </li>
        ))}
      </ol>
    </nav>
  )
}

function StepPlace({ place, isCurrent }: { place: Place; isCurrent: boolean }) {
  const look = classes(
    'flex items-center gap-1.5 border-t-2 pt-2 text-sm max-sm:pb-3',
    isCurrent ? 'border-lamp font-medium text-ink' : place.isDone ? 'border-edge' : 'border-line text-muted',
  )
  const words = (
    <>
      {place.isDone && (
        <Check aria-hidden="true" size={16} strokeWidth={1.5} className="shrink-0 text-good" />
      )}
      <span className="truncate">{place.name}</span>
      {place.isDone && <span className="sr-only">, done</span>}
    </>
  )
  if (isCurrent || !place.isOpen)
    return (
      <span className={look} aria-current={isCurrent ? 'step' : undefined}>
        {words}
      </span>
    )
  return (
    <Link href={place.href} prefetch={false} className={classes(look, 'hover:border-lamp')}>
      {words}
    </Link>
  )
}
