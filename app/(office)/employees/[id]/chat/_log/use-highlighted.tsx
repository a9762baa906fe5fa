'use client'
import { type ReactNode, useEffect, useState } from 'react'

/** Colours come after the words: what finds them is loaded when there is the first code to colour. */
export function useHighlighted(code: string, language: string): ReactNode {
  const [coloured, setColoured] = useState<{ code: string; nodes: ReactNode }>()
  useEffect(() => {
    if (language === '') return
    let isOver = false
    void import('./highlight.tsx').then(({ highlight }) => {
      if (!isOver) setColoured({ code, nodes: highlight(code, language) })
    })
    return () => {
      isOver = true
    }
  }, [code, language])
  return coloured?.code === code ? coloured.nodes : undefined
}
