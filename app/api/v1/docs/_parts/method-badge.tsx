import { Badge } from '#app/_ui/badge.tsx'
import type { Method } from '#lib/wire/operation.ts'

const tones = { GET: 'link', POST: 'lamp', PATCH: 'good', DELETE: 'bad' } as const

export function MethodBadge({ method }: { method: Method }) {
  return (
    <Badge tone={tones[method]}>
      <span className="font-mono">{method}</span>
    </Badge>
  )
}
