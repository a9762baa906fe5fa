'use client'
// Sends what was written, one after the other in the order it was written, and again when the connection returns.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Attachment, Message } from '#lib/wire/message.ts'
import type { Refused } from '../../../../_api/call.ts'
import { type Pending, readOutbox, writeOutbox } from './outbox.ts'
import { postMessage } from './request.ts'
import { useSendingAgain } from './use-sending-again.ts'

export interface Written {
  text: string
  attachments: Attachment[]
  replaces: string | null
}

export interface Outbox {
  pending: readonly Pending[]
  send: (written: Written) => void
  sendAgain: () => void
  discard: (clientKey: string) => void
}

export function useOutbox(
  employeeId: string,
  storageKey: string,
  accept: (sent: Message, replacedId: string | null) => void,
): Outbox {
  const [pending, setPending] = useState<readonly Pending[]>([])
  const box = useRef<readonly Pending[]>([])
  const isSending = useRef(false)
  const change = useCallback(
    (next: readonly Pending[]) => {
      box.current = next
      setPending(next)
      writeOutbox(storageKey, next)
    },
    [storageKey],
  )
  const work = useCallback(async () => {
    if (isSending.current) return
    isSending.current = true
    for (let next = nextOf(box.current); next; next = nextOf(box.current)) {
      const { clientKey, text, attachments, replaces } = next
      const ids = attachments.map((one) => one.id)
      const outcome = await postMessage(employeeId, {
        text,
        attachments: ids,
        clientKey,
        ...(replaces && { replaces }),
      })
      if (outcome.ok) accept(outcome.value, replaces)
      change(outcome.ok ? withoutKey(box.current, clientKey) : refusedIn(box.current, clientKey, outcome))
    }
    isSending.current = false
  }, [employeeId, accept, change])
  const sendAgain = useCallback(() => {
    if (!box.current.some((one) => one.state === 'unsent')) return
    change(box.current.map((one) => (one.state === 'unsent' ? { ...one, state: 'sending' } : one)))
    void work()
  }, [change, work])
  useEffect(() => {
    change(readOutbox(storageKey).map((one) => (one.state === 'sending' ? { ...one, state: 'unsent' } : one)))
    sendAgain()
  }, [storageKey, change, sendAgain])
  useSendingAgain(
    pending.some((one) => one.state === 'unsent'),
    sendAgain,
  )
  return useMemo(
    () => ({
      pending,
      send: (written) => {
        const clientKey = newKey()
        const at = new Date().toISOString()
        change([...box.current, { ...written, clientKey, at, state: 'sending', problem: '' }])
        void work()
      },
      sendAgain,
      discard: (clientKey) => change(withoutKey(box.current, clientKey)),
    }),
    [pending, change, work, sendAgain],
  )
}

/** Not randomUUID, which browsers keep from pages that came over plain HTTP. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}

const nextOf = (box: readonly Pending[]) => box.find((one) => one.state === 'sending')
const withoutKey = (box: readonly Pending[], key: string) => box.filter((one) => one.clientKey !== key)

/** Without a connection nothing behind it goes either, so that the order stays. */
function refusedIn(box: readonly Pending[], clientKey: string, refused: Refused): Pending[] {
  const { detail: problem, isPassing } = refused
  return box.map((one) => {
    if (isPassing) return one.state === 'sending' ? { ...one, state: 'unsent', problem } : one
    return one.clientKey === clientKey ? { ...one, state: 'refused', problem } : one
  })
}
