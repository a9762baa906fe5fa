// Colours code. Loaded only when there is code to colour.
import { common, createLowlight } from 'lowlight'
import { Fragment, type ReactNode } from 'react'

const lowlight = createLowlight(common)
/** Colouring more than this would hold up typing. */
const maxLength = 30_000

type Piece = ReturnType<typeof lowlight.highlight>['children'][number]

/** Undefined for a language nobody taught it, and for very long code. */
export function highlight(code: string, language: string): ReactNode {
  const known = language.toLowerCase()
  if (code.length > maxLength || !lowlight.registered(known)) return undefined
  return nodesOf(lowlight.highlight(known, code).children)
}

function nodesOf(pieces: readonly Piece[]): ReactNode {
  return pieces.map((piece, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: never reordered, drawn once
    if (piece.type === 'text') return <Fragment key={index}>{piece.value}</Fragment>
    if (piece.type !== 'element') return null
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      <span key={index} className={lookOf(piece.properties.className)}>
        {nodesOf(piece.children)}
      </span>
    )
  })
}

/** Six looks are enough to see the shape of code. */
const looks: readonly [names: RegExp, look: string][] = [
  [/hljs-(keyword|built_in|type|selector-tag|meta|tag|section|doctag)/, 'code-keyword'],
  [/hljs-(string|regexp|addition|template-tag)/, 'code-string'],
  [/hljs-(comment|quote)/, 'code-comment'],
  [/hljs-(number|literal|symbol|attr|attribute|variable|template-variable|link|bullet)/, 'code-value'],
  [/hljs-(title|name|selector-class|selector-id)/, 'code-name'],
  [/hljs-deletion/, 'code-deleted'],
]

function lookOf(names: unknown): string | undefined {
  const all = Array.isArray(names) ? names.join(' ') : ''
  return looks.find(([pattern]) => pattern.test(all))?.[1]
}
