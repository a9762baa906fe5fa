'use client'
// Two clipboards, the person's and the desktop's. They meet only while the person has control and has said so.
import { useState } from 'react'
import { toast } from '#app/_ui/toast.tsx'

export interface SharedClipboard {
  isShared: boolean
  share: (isShared: boolean) => void
  /** What was copied on the desktop last. */
  copied: string
  /** Takes over what was copied on the desktop. */
  take: (text: string) => void
  /** Reads the person's clipboard, where the browser lets us; undefined when there is nothing new. */
  readOwn: () => Promise<string | undefined>
}

/** Longer texts are files; a desktop's clipboard takes no such amounts. */
export const longestText = 100_000

export function canReadClipboard(): boolean {
  return typeof navigator.clipboard?.readText === 'function'
}

export function useClipboard(isDriving: boolean): SharedClipboard {
  const [isShared, setShared] = useState(false)
  const [copied, setCopied] = useState('')
  const [sent, setSent] = useState('')
  return {
    isShared,
    share: setShared,
    copied,
    take(text) {
      if (!isDriving || !isShared || text === '') return
      setCopied(text)
      setSent(text)
      // Where the browser refuses, the text waits in the panel.
      navigator.clipboard?.writeText(text).catch(() => undefined)
    },
    async readOwn() {
      if (!isDriving || !isShared || !canReadClipboard()) return undefined
      const text = await navigator.clipboard.readText().catch(() => '')
      if (text === '' || text === sent) return undefined
      if (text.length > longestText) {
        toast.info('What you copied is too long for the desktop. Send it as a file in the chat.')
        return undefined
      }
      setSent(text)
      return text
    },
  }
}
