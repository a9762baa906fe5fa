'use client'
import dynamic from 'next/dynamic'

/** Its own piece of the page, so that typing works before it is there; the server sends it drawn. */
const Markdown = dynamic(() => import('./markdown.tsx'))

export function EmployeeWords({ text, isGrowing }: { text: string; isGrowing: boolean }) {
  return <Markdown text={text} isGrowing={isGrowing} />
}
