'use client'
// Which messages this person has not seen: a line above the first one, a number on the button that leads there, and a note to the server.
import { useEffect, useRef, useState } from 'react'
import type { Message } from '#lib/wire/message.ts'
import { firstUnread } from '../_log/rows.ts'
import { postRead } from './request.ts'

interface ReadMark {
  /** The first message that was new; the line stays until one answers. */
  unreadFrom: number | undefined
  /** Answers that came since one last looked at the end. */
  unseen: number
  clear: () => void
}

const settleMs = 400

export function useReadMark(
  employeeId: string,
  messages: readonly Message[],
  unreadAtFirst: number,
  isAtEnd: boolean,
): ReadMark {
  const [unreadFrom, setUnreadFrom] = useState(() => firstUnread(messages, unreadAtFirst))
  const isLooking = useIsVisible() && isAtEnd
  const newest = messages.findLast((one) => one.author === 'employee')
  const newestSeq = newest?.seq ?? 0
  const hasEnded = newest !== undefined && newest.status !== 'streaming'
  const [seenSeq, setSeenSeq] = useState(newestSeq)
  const toldSeq = useRef(unreadAtFirst > 0 ? 0 : newestSeq)
  useEffect(() => {
    if (isLooking) setSeenSeq(newestSeq)
    else if (newestSeq > seenSeq) setUnreadFrom((present) => present ?? newestSeq)
  }, [isLooking, newestSeq, seenSeq])
  useEffect(() => {
    if (!isLooking || !hasEnded || newestSeq <= toldSeq.current) return
    const timer = setTimeout(async () => {
      toldSeq.current = newestSeq
      const outcome = await postRead(employeeId, newestSeq)
      if (!outcome.ok) toldSeq.current = 0
    }, settleMs)
    return () => clearTimeout(timer)
  }, [isLooking, hasEnded, newestSeq, employeeId])
  const unseen = messages.filter((one) => one.author === 'employee' && one.seq > seenSeq).length
  return { unreadFrom, unseen, clear: () => setUnreadFrom(undefined) }
}

function useIsVisible(): boolean {
  const [isVisible, setVisible] = useState(true)
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === 'visible')
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  return isVisible
}
