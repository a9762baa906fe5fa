'use client'
import { type ComponentProps, isValidElement, type ReactNode } from 'react'
import { type ExtraProps, useIsCodeFenceIncomplete } from 'streamdown'
import { CopyButton } from '#app/_ui/copy-button.tsx'
import { useHighlighted } from './use-highlighted.tsx'

/** A fenced block: its language, a button that copies it, colours when it is complete. */
export function CodeBlock({ children }: ComponentProps<'pre'> & ExtraProps) {
  const { code, language } = codeOf(children)
  const isGrowing = useIsCodeFenceIncomplete()
  const coloured = useHighlighted(code, isGrowing ? '' : language)
  return (
    <figure dir="ltr" className="words-code">
      <figcaption>
        <span>{language || 'text'}</span>
        <CopyButton text={code} label="Copy the code" />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled with the keyboard, too */}
      <pre tabIndex={0}>
        <code>{coloured ?? code}</code>
      </pre>
    </figure>
  )
}

interface CodeProps {
  className?: string
  children?: ReactNode
}

function codeOf(children: ReactNode): { code: string; language: string } {
  if (!isValidElement<CodeProps>(children)) return { code: String(children ?? ''), language: '' }
  const { className = '', children: code } = children.props
  return {
    code: String(code ?? '').replace(/\n$/, ''),
    language: /language-([\w+#-]+)/.exec(className)?.[1] ?? '',
  }
}
