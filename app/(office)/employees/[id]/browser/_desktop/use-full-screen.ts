'use client'
import { useEffect, useState } from 'react'

/** The desktop over everything else. Where the browser gives no full screen, it fills the window. */
export function useFullScreen(): { isFull: boolean; setFull: (isFull: boolean) => void } {
  const [isFull, setFull] = useState(false)
  useEffect(() => {
    const onChange = () => setFull(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', onChange)
    return () => {
      document.removeEventListener('fullscreenchange', onChange)
      if (document.fullscreenElement) void document.exitFullscreen()
    }
  }, [])
  return {
    isFull,
    setFull(wanted) {
      setFull(wanted)
      // The whole page, so that menus and questions are seen over the desktop, too.
      if (wanted) document.documentElement.requestFullscreen?.().catch(() => undefined)
      else if (document.fullscreenElement) void document.exitFullscreen()
    },
  }
}
