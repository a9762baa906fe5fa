import { allOperations } from '#lib/wire/operations.ts'
import { anchorOf } from './words.ts'

const introduction = [
  { href: '#start', label: 'Start' },
  { href: '#rules', label: 'Rules' },
]
const linkLook =
  'block rounded-sm py-1 text-muted text-sm transition-colors duration-150 ease-out hover:text-ink focus-visible:-outline-offset-2'

/** What there is, beside the text on wide screens. */
export function Contents({ tags }: { tags: string[] }) {
  return (
    <nav
      aria-label="Contents"
      className="sticky top-14 h-[calc(100dvh-3.5rem)] w-52 shrink-0 overflow-y-auto py-10 pr-2 max-lg:hidden"
    >
      {introduction.map(({ href, label }) => (
        <a key={href} href={href} className={linkLook}>
          {label}
        </a>
      ))}
      {tags.map((tag) => (
        <div key={tag} className="mt-5">
          <a href={`#${anchorOf(tag)}`} className="block py-1 font-medium text-sm">
            {tag}
          </a>
          {allOperations
            .filter((operation) => operation.tag === tag)
            .map(({ id, summary }) => (
              <a key={id} href={`#${id}`} className={linkLook}>
                {summary}
              </a>
            ))}
        </div>
      ))}
      <a href="#problems" className="mt-5 block py-1 font-medium text-sm">
        Problems
      </a>
    </nav>
  )
}
