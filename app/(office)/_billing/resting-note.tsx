'use client'
import { ButtonLink } from '../../_ui/button-link.tsx'
import { Lamp } from '../../_ui/lamp.tsx'
import { useNow } from '../../_ui/use-now.ts'
import { doorWords } from './door-words.ts'
import { useStanding } from './standing-provider.tsx'
import { actOf, whoCanPay } from './standing-words.ts'

/** Where one would write to somebody who rests: the conversation above stays readable. */
export function RestingNote({ name }: { name: string }) {
  const standing = useStanding()
  const words = doorWords('chat', standing.entitlement, name, useNow(60_000))
  const act = actOf(standing)
  if (!words) return null
  return (
    <div
      role="note"
      className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-card border border-line bg-surface p-4"
    >
      <Lamp state="off" size={32} label={null} />
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium">{words.title}</p>
        <p className="text-muted text-sm">
          {words.text}
          {!act && standing.entitlement.standing !== 'suspended' && ` ${whoCanPay(standing.payers)}`}
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
