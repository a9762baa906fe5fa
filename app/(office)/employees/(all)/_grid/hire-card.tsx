import { Plus } from 'lucide-react'
import Link from 'next/link'
import { useStanding } from '../../../_billing/standing-provider.tsx'
import { nextSeat } from './next-seat.ts'

/** The next free desk; when all seats are taken, the way to more. */
export function HireCard() {
  const { href, title, text } = nextSeat(useStanding().entitlement)
  return (
    <li className="flex min-h-36">
      <Link
        href={href}
        prefetch={false}
        className="flex flex-1 flex-col items-center justify-center gap-2 rounded-card border border-line border-dashed p-5 text-center text-muted transition-colors duration-150 ease-out hover:border-edge hover:text-ink"
      >
        <Plus aria-hidden="true" size={20} strokeWidth={1.5} />
        <span className="font-medium text-ink">{title}</span>
        <span className="text-sm">{text}</span>
      </Link>
    </li>
  )
}
