'use client'
// What an employee writes. Raw HTML is shown as text, links say where they lead, pictures from elsewhere are links.
import type { ComponentProps } from 'react'
import { type Components, type ExtraProps, Streamdown } from 'streamdown'
import { CodeBlock } from './code-block.tsx'
import { safeAddress } from './safe-address.ts'
import './words.css'

/** Elements rather than the library's own parts, which bring a look and controls of theirs. */
const components: Components = {
  a: SafeLink,
  img: PictureLink,
  pre: CodeBlock,
  input: Tick,
  table: Table,
  code: 'code',
  h1: 'h3',
  h2: 'h3',
  h3: 'h4',
  h4: 'h4',
  h5: 'h5',
  h6: 'h6',
  p: 'p',
  ul: 'ul',
  ol: 'ol',
  li: 'li',
  strong: 'strong',
  blockquote: 'blockquote',
  hr: 'hr',
  thead: 'thead',
  tbody: 'tbody',
  tr: 'tr',
  th: 'th',
  td: 'td',
  sup: 'sup',
  sub: 'sub',
  section: 'section',
}
const noPlugins: never[] = []

export default function Markdown({ text, isGrowing }: { text: string; isGrowing: boolean }) {
  return (
    <Streamdown
      className="words"
      dir="auto"
      components={components}
      rehypePlugins={noPlugins}
      urlTransform={safeAddress}
      parseIncompleteMarkdown={isGrowing}
      isAnimating={isGrowing}
    >
      {text}
    </Streamdown>
  )
}

function SafeLink({ href, children, title }: ComponentProps<'a'> & ExtraProps) {
  if (!href) return <span>{children}</span>
  if (href.startsWith('#')) return <a href={href}>{children}</a>
  return (
    <a href={href} title={title ?? href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  )
}

/** Loading it would tell its host who reads; one may open it. */
function PictureLink({ src, alt }: ComponentProps<'img'> & ExtraProps) {
  const address = typeof src === 'string' ? safeAddress(src) : undefined
  const name = alt || 'picture'
  return address ? (
    <SafeLink href={address}>{`Picture: ${name}`}</SafeLink>
  ) : (
    <span>{`Picture: ${name}`}</span>
  )
}

/** Of a task list. */
function Tick({ checked }: ComponentProps<'input'> & ExtraProps) {
  return (
    <input
      type="checkbox"
      disabled
      checked={checked ?? false}
      readOnly
      aria-label={checked ? 'done' : 'to do'}
    />
  )
}

function Table({ children }: ComponentProps<'table'> & ExtraProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard, too
    <section aria-label="Table" tabIndex={0} className="words-table">
      <table>{children}</table>
    </section>
  )
}
