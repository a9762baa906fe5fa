// What people see, hear and can press of a component. Its tests start with `// @vitest-environment happy-dom`.

import { setImmediate as settled } from 'node:timers/promises'
import { cleanup, render as wake, within } from '@testing-library/react'
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import {
  PathnameContext,
  SearchParamsContext,
} from 'next/dist/shared/lib/hooks-client-context.shared-runtime'
import type { ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, vi } from 'vitest'

interface Surroundings {
  /** The address of the page it stands on. */
  path?: string
  /** What follows the question mark. */
  search?: string
}

/** What the page asked the router for, cleared after each test. */
export const router = {
  bfcacheId: '0',
  push: vi.fn(),
  replace: vi.fn(),
  refresh: vi.fn(),
  prefetch: vi.fn(),
  back: vi.fn(),
  forward: vi.fn(),
}

afterEach(async () => {
  cleanup()
  document.body.replaceChildren()
  vi.clearAllMocks()
  // Not before: what goes with the page may still ask for what stands in.
  await settled()
  vi.unstubAllGlobals()
})

/** As the server sends it, before any script runs. */
export function sent(node: ReactNode, surroundings: Surroundings = {}) {
  const html = renderToString(surrounded(node, surroundings))
  const root = document.createElement('div')
  root.innerHTML = html
  document.body.replaceChildren(root)
  return { ...within(root), root, html, words: wordsOf(root) }
}

/** As it stands in a browser, alive. */
export function shown(node: ReactNode, surroundings: Surroundings = {}) {
  const { container, rerender } = wake(surrounded(node, surroundings))
  return {
    ...within(document.body),
    root: container,
    words: () => wordsOf(document.body),
    again: (next: ReactNode) => rerender(surrounded(next, surroundings)),
  }
}

const inline = new Set(['A', 'B', 'CODE', 'EM', 'I', 'SPAN', 'STRONG', 'TIME'])

/** What there is to read, in order, pieces that stand apart with a space between them. */
export function wordsOf(element: Element): string {
  return textOf(element).replace(/\s+/g, ' ').trim()
}

function textOf(node: Node): string {
  if (node instanceof Comment) return ''
  if (!(node instanceof Element)) return node.textContent ?? ''
  const text = [...node.childNodes].map(textOf).join('')
  return inline.has(node.tagName) ? text : ` ${text} `
}

function surrounded(node: ReactNode, { path = '/', search = '' }: Surroundings) {
  return (
    <AppRouterContext value={router}>
      <PathnameContext value={path}>
        <SearchParamsContext value={new URLSearchParams(search)}>{node}</SearchParamsContext>
      </PathnameContext>
    </AppRouterContext>
  )
}
