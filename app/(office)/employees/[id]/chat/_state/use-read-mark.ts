'use client'
// Which messages this person has not seen: a line above the first one, a number on the button that leads there, and a note to the server.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Message } from '#lib/wire/message.ts'
import { firstUnread } from '../_log/rows.ts'
import { postRead } from './request.ts'
import { useSendingAgain } from './use-sending-again.ts'

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
  const { toldSeq, tellRead } = useTellingRead(employeeId, unreadAtFirst > 0 ? 0 : newestSeq)
  useEffect(() => {
    if (isLooking) setSeenSeq(newestSeq)
    else if (newestSeq > seenSeq) setUnreadFrom((present) => present ?? newestSeq)
  }, [isLooking, newestSeq, seenSeq])
  useEffect(() => {
    if (!isLooking || !hasEnded || newestSeq <= toldSeq.current) return
    const timer = setTimeout(() => void tellRead(newestSeq), settleMs)
    return () => clearTimeout(timer)
  }, [isLooking, hasEnded, newestSeq, toldSeq, tellRead])
  const unseen = messages.filter((one) => one.author === 'employee' && one.seq > seenSeq).length
  return { unreadFrom, unseen, clear: () => setUnreadFrom(undefined) }
}

/** Notes it with the server, again and again where it could not be heard: the server takes it twice, and never goes back. */
function useTellingRead(employeeId: string, knownSeq: number) {
  const toldSeq = useRef(knownSeq)
  const unheardSeq = useRef(0)
  const [isUnheard, setUnheard] = useState(false)
  const tellRead = useCallback(
    async (seq: number) => {
      toldSeq.current = seq
      const outcome = await postRead(employeeId, seq)
      if (!outcome.ok) toldSeq.current = 0
      unheardSeq.current = !outcome.ok && outcome.isPassing ? seq : 0
      setUnheard(unheardSeq.current > 0)
    },
    [employeeId],
  )
  const tellAgain = useCallback(() => {
    if (unheardSeq.current > toldSeq.current) void tellRead(unheardSeq.current)
  }, [tellRead])
  useSendingAgain(isUnheard, tellAgain)
  return { toldSeq, tellRead }
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
