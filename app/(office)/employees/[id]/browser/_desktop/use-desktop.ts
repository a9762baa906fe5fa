'use client'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { connectDesktop, type DesktopConnection, type DesktopState } from './connection.ts'
import { askForDesktop, enterDesktop, socketUrl } from './doors.ts'
import type { Look } from './screen.ts'

interface Watched {
  employeeId: string
  /** What a screen reader calls the picture. */
  label: string
  look: Look
  onCopied: (text: string) => void
}

/** Keeps the desktop open in the element for as long as the component is shown. */
export function useDesktop(target: RefObject<HTMLElement | null>, watched: Watched) {
  const { employeeId, look } = watched
  const [state, setState] = useState<DesktopState>({ at: 'opening' })
  const connection = useRef<DesktopConnection>(undefined)
  const latest = useRef(watched)
  useEffect(() => {
    latest.current = watched
  })
  useEffect(() => {
    const element = target.current
    if (!element) return
    const { label, look: firstLook } = latest.current
    const opened = connectDesktop(
      {
        ask: () => askForDesktop(employeeId),
        enter: enterDesktop,
        async open(url, events) {
          const { openScreen } = await import('./screen.ts')
          return openScreen(element, socketUrl(url), label, events)
        },
      },
      firstLook,
      { onState: setState, onCopied: (text) => latest.current.onCopied(text) },
    )
    connection.current = opened
    return () => opened.close()
  }, [employeeId, target])
  const { quality, zoom, isDriving } = look
  useEffect(() => connection.current?.show({ quality, zoom, isDriving }), [quality, zoom, isDriving])
  return { state, screen: () => connection.current?.screen(), retry: () => connection.current?.retry() }
}
