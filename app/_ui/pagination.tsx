import { ButtonLink } from './button-link.tsx'

type PaginationProps = { label: string; previousHref?: string | undefined; nextHref?: string | undefined }

export function Pagination({ label, previousHref, nextHref }: PaginationProps) {
  if (!previousHref && !nextHref) return null
  return (
    <nav aria-label={label} className="flex items-center justify-between gap-2 py-4">
      {previousHref ? <ButtonLink href={previousHref}>Newer</ButtonLink> : <span />}
      {nextHref ? <ButtonLink href={nextHref}>Older</ButtonLink> : <span />}
    </nav>
  )
}
