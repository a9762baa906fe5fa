'use client'
import type { Employee } from '#lib/wire/employee.ts'
import { ButtonLink } from '../../_ui/button-link.tsx'
import { Lamp } from '../../_ui/lamp.tsx'
import { useNow } from '../../_ui/use-now.ts'
import { anyOf } from './counted.ts'
import { doorWords, seatlessWords } from './door-words.ts'
import { useStanding } from './standing-provider.tsx'
import { actOf, type Notice, type Told, whoCanPay } from './standing-words.ts'

/** Where one would write to somebody who rests: the conversation above stays readable. */
export function RestingNote({ employee: { name, desk } }: { employee: Pick<Employee, 'name' | 'desk'> }) {
  const standing = useStanding()
  const words = doorWords('chat', standing.entitlement, name, useNow(60_000))
  const act = actOf(standing)
  if (words) {
    const asks = !act && standing.entitlement.standing !== 'suspended'
    return <Note {...words} whoElse={asks ? whoCanPay(standing.payers) : ''} act={act} />
  }
  if (!desk.isSeatless) return null
  return standing.mayPay ? (
    <Note {...seatlessWords(name)} whoElse="" act={{ label: 'Add a seat', href: '/billing' }} />
  ) : (
    <Note {...seatlessWords(name)} whoElse={`${anyOf(standing.payers)} can add one.`} act={null} />
  )
}

type NoteProps = Told & { whoElse: string; act: Notice['act'] }

function Note({ title, text, whoElse, act }: NoteProps) {
  return (
    <div
      role="note"
      className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-card border border-line bg-surface p-4"
    >
      <Lamp state="off" size={32} label={null} />
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium">{title}</p>
        <p className="text-muted text-sm">
          {text} {whoElse}
        </p>
      </div>
      {act && (
        <ButtonLink href={act.href} prefetch={false} tone="primary">
          {act.label}
        </ButtonLink>
      )}
    </div>
  )
}
