import type { ChangePreview } from '#lib/wire/billing.ts'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { dayInWords } from './day-in-words.ts'
import { centsInWords } from './money-words.ts'
import type { Previewed } from './use-preview.ts'

/** What is paid now and from when on how much, before anybody agrees to it. */
export function PreviewLines({ previewed }: { previewed: Previewed }) {
  if (previewed.is === 'none') return null
  if (previewed.is === 'refused') return <p role="alert">{previewed.detail}</p>
  return (
    <dl aria-label="What it costs" aria-busy={previewed.is === 'asking'} className="flex flex-col gap-1.5">
      {linesOf(previewed.is === 'known' ? previewed.preview : undefined).map(({ label, figure }) => (
        <div key={label} className="flex items-baseline justify-between gap-4">
          <dt className="text-muted">{label}</dt>
          <dd className="figures">{figure ?? <Skeleton className="h-4 w-14" />}</dd>
        </div>
      ))}
    </dl>
  )
}

interface Line {
  label: string
  figure: string | undefined
}

function linesOf(preview: ChangePreview | undefined): Line[] {
  if (!preview)
    return [
      { label: 'Due now', figure: undefined },
      { label: 'Next bill', figure: undefined },
    ]
  const { dueNowCents, nextCents, nextAt, currency } = preview
  return [
    { label: 'Due now, for the rest of this month', figure: centsInWords(dueNowCents, currency) },
    {
      label: nextAt ? `Next bill, ${dayInWords(nextAt)}` : 'Next bill',
      figure: centsInWords(nextCents, currency),
    },
  ]
}
