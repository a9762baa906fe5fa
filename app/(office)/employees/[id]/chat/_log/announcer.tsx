'use client'
import { useEffect, useRef, useState } from 'react'
import type { Message } from '#lib/wire/message.ts'

const longestSpoken = 1200

/** Tells a screen reader of whole answers only; the words that stream in are not read out one by one. */
export function Announcer({ messages, name }: { messages: readonly Message[]; name: string }) {
  const [said, setSaid] = useState('')
  const growing = useRef(new Set<string>())
  useEffect(() => {
    for (const message of messages.slice(-6)) {
      if (message.status === 'streaming') growing.current.add(message.id)
      else if (growing.current.delete(message.id)) setSaid(spoken(message, name))
    }
  }, [messages, name])
  return (
    <div aria-live="polite" aria-atomic="true" className="sr-only">
      {said}
    </div>
  )
}

function spoken({ status, text, failure }: Message, name: string): string {
  const words = plain(text)
  if (status === 'failed') return `${name} could not finish. ${failure?.text ?? ''} ${failure?.action ?? ''}`
  if (status === 'stopped') return `${name} stopped. ${words}`
  return `${name} says: ${words}`
}

/** Without the signs of markdown, and not without end. */
function plain(text: string): string {
  const words = text
    .replace(/```[\s\S]*?(```|$)/g, ' (code) ')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[#*_`>|~]+/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  return words.length > longestSpoken ? `${words.slice(0, longestSpoken)} … The answer goes on.` : words
}
