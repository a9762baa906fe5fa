'use client'
// What has been said, kept up to date by the stream, and read anew where the stream cannot tell.
import { useCallback, useEffect, useRef, useState } from 'react'
import { useLive, useLiveState, useToldLately } from '#app/_live/live-provider.tsx'
import type { Message } from '#lib/wire/message.ts'
import type { Refused } from '../../../../_api/call.ts'
import { useBackAgain } from '../../../../_api/use-back-again.ts'
import { fetchMessages, type MessagesPage, type Steering, steerMessage } from './request.ts'
import { answered, changed, heard, refreshed, type View, viewOf, withOlder, without } from './view.ts'

const readAgainMs = 2000

export interface Conversation {
  messages: readonly Message[]
  hasOlder: boolean
  older: 'idle' | 'loading' | 'failed'
  loadOlder: () => void
  /** What the server answered to a message that was sent. */
  accept: (sent: Message, replacedId: string | null) => void
  steer: (message: Message, steering: Steering) => Promise<Refused | undefined>
}

interface Identity {
  employeeId: string
  conversationId: string
}

export function useConversation(
  initial: MessagesPage,
  { employeeId, conversationId }: Identity,
): Conversation {
  const [view, setView] = useState<View>(() => viewOf(initial))
  useLive((event) => setView((present) => heard(present, event, conversationId)))
  const readAgain = useCallback(() => setView((present) => ({ ...present, isStale: true })), [])
  useBackAgain(initial, readAgain)
  useFreshness(view.isStale, { employeeId, conversationId }, setView)
  const [older, setOlder] = useState<Conversation['older']>('idle')
  const isLoading = useRef(false)
  const firstSeq = view.hasOlder ? view.messages[0]?.seq : undefined
  const loadOlder = useCallback(async () => {
    if (isLoading.current || firstSeq === undefined) return
    isLoading.current = true
    setOlder('loading')
    const page = await fetchMessages(employeeId, firstSeq)
    if (page.ok) setView((present) => withOlder(present, page.value))
    setOlder(page.ok ? 'idle' : 'failed')
    isLoading.current = false
  }, [employeeId, firstSeq])
  const accept = useCallback((sent: Message, replacedId: string | null) => {
    setView((present) => {
      const replacedSeq = present.messages.find((one) => one.id === replacedId)?.seq
      const isReplaced = (one: Message) =>
        replacedSeq !== undefined && one.seq >= replacedSeq && one.seq < sent.seq
      return answered(without(present, isReplaced), sent)
    })
  }, [])
  const steer = useCallback(
    async (message: Message, steering: Steering) => {
      if (steering === 'stop') {
        setView((present) => changed(present, message.id, (one) => ({ ...one, stopRequested: true })))
      }
      const outcome = await steerMessage(employeeId, message.id, steering)
      setView((present) =>
        outcome.ok ? steered(present, message, outcome.value, steering) : unsteered(present, message),
      )
      return outcome.ok ? undefined : outcome
    },
    [employeeId],
  )
  return { messages: view.messages, hasOlder: view.hasOlder, older, loadOlder, accept, steer }
}

/** Applies at once what the stream is about to tell. */
function steered(view: View, message: Message, outcome: Message, steering: Steering): View {
  switch (steering) {
    case 'stop':
      return view
    case 'withdraw':
      return without(view, (one) => one.id === message.id)
    case 'retry': {
      const isAnsweredAnew = view.messages.some((one) => one.replyTo === outcome.id && one.id !== message.id)
      const rest = without(view, (one) => one.id === message.id)
      return isAnsweredAnew ? rest : changed(rest, outcome.id, () => outcome)
    }
  }
}

function unsteered(view: View, message: Message): View {
  return changed(view, message.id, (one) =>
    one.status === 'streaming' ? { ...one, stopRequested: message.stopRequested } : one,
  )
}

/** Reads the newest page anew when a piece is missing, and when the page was shown while the stream ran already. */
function useFreshness(
  isStale: boolean,
  { employeeId, conversationId }: Identity,
  setView: (change: (present: View) => View) => void,
): void {
  const liveState = useLiveState()
  const toldLately = useToldLately()
  const wasLive = useRef(liveState === 'live')
  useEffect(() => {
    if (wasLive.current) setView((present) => ({ ...present, isStale: true }))
  }, [setView])
  useEffect(() => {
    if (!isStale) return
    let isOver = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = async () => {
      const before = new Set(toldLately())
      const page = await fetchMessages(employeeId)
      if (isOver) return
      // The page may be older than what was told while it travelled.
      const meanwhile = toldLately().filter((event) => !before.has(event))
      const withMeanwhile = (view: View) =>
        meanwhile.reduce((known, event) => heard(known, event, conversationId), view)
      if (page.ok) setView((present) => withMeanwhile(refreshed(present, page.value)))
      else timer = setTimeout(read, readAgainMs)
    }
    void read()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [isStale, employeeId, conversationId, toldLately, setView])
}
