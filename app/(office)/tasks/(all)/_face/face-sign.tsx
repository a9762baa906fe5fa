import { SquareTerminal, UserRound } from 'lucide-react'
import { Avatar } from '../../../../_ui/avatar.tsx'
import type { Face } from './face-of.ts'

/** A portrait, or a sign for a worker outside, or an empty seat. The name is told to screen readers and on hovering. */
export function FaceSign({ face }: { face: Face | undefined }) {
  if (face?.seed) {
    return (
      <span title={face.name} className="flex shrink-0">
        <Avatar seed={face.seed} name={face.name} size={20} />
      </span>
    )
  }
  const Icon = face ? SquareTerminal : UserRound
  const name = face?.name ?? 'Given to nobody'
  return (
    <span
      role="img"
      aria-label={name}
      title={name}
      className={`flex size-5 shrink-0 items-center justify-center rounded-full ${face ? 'bg-sunken text-muted' : 'border border-edge border-dashed text-muted'}`}
    >
      <Icon aria-hidden="true" size={12} strokeWidth={1.5} />
    </span>
  )
}
