'use client'
// The conversation with one employee: the log, what is on its way, and the composer.
import { type DragEvent, useCallback, useEffect, useRef, useState } from 'react'
import type { Employee } from '#lib/wire/employee.ts'
import type { Message } from '#lib/wire/message.ts'
import { RestingNote } from '../../../_billing/resting-note.tsx'
import { useResting } from '../../../_billing/standing-provider.tsx'
import { useEmployee } from '../../../_office/office-provider.tsx'
import { useHolder } from '../../../_office/use-holder.ts'
import { SiteNotice } from '../_sites/site-notice.tsx'
import { Composer, type ComposerHandle } from './_composer/composer.tsx'
import { Announcer } from './_log/announcer.tsx'
import { FirstWords } from './_log/first-words.tsx'
import { MessageLog } from './_log/message-log.tsx'
import { PendingMessage } from './_log/pending-message.tsx'
import { useReadingPlace } from './_log/use-reading-place.ts'
import { useTimeZone } from './_log/use-time-zone.ts'
import { WaitNote } from './_log/wait-note.tsx'
import type { Pending } from './_state/outbox.ts'
import type { MessagesPage } from './_state/request.ts'
import { useConversation } from './_state/use-conversation.ts'
import { useOutbox, type Written } from './_state/use-outbox.ts'
import { useReadMark } from './_state/use-read-mark.ts'
import { hintInWords } from './_words/hint.ts'
import { waitingInWords } from './_words/waiting.ts'

type ChatProps = {
  initialEmployee: Employee
  initialPage: MessagesPage
  userId: string
  examples: readonly string[]
}

export function Chat({ initialEmployee, initialPage, userId, examples }: ChatProps) {
  const { employee } = useEmployee(initialEmployee)
  const { id: employeeId, name, conversationId } = employee
  const timeZone = useTimeZone()
  const conversation = useConversation(initialPage, { employeeId, conversationId })
  const outbox = useOutbox(employeeId, `deskhand.outbox.${userId}.${employeeId}`, conversation.accept)
  const place = useReadingPlace(conversation.loadOlder)
  const [edited, setEdited] = useState<Message>()
  const composer = useRef<ComposerHandle>(null)
  const arrived = new Set(conversation.messages.map((one) => one.clientKey))
  const pending = outbox.pending.filter((one) => !arrived.has(one.clientKey))
  const messages = withoutReplaced(conversation.messages, pending)
  const mark = useReadMark(employeeId, messages, initialEmployee.unread, place.isAtEnd)
  const growing = messages.find((one) => one.status === 'streaming')
  const stop = growing && (() => void conversation.steer(growing, 'stop'))
  useEscape(growing && !growing.stopRequested ? stop : undefined)

  const send = (written: Written) => {
    outbox.send(written)
    setEdited(undefined)
    mark.clear()
    place.toEnd()
  }
  const takeBack = (one: Pending) => {
    outbox.discard(one.clientKey)
    const present = composer.current?.text() ?? ''
    composer.current?.fill(present === '' ? one.text : `${one.text}\n\n${present}`, one.attachments)
  }
  const begin = (example: string) => {
    const present = composer.current?.text() ?? ''
    const isUntouched = present === '' || examples.includes(present)
    composer.current?.fill(isUntouched ? example : `${present}\n\n${example}`)
  }
  const editLast = () =>
    setEdited(messages.findLast((one) => one.author === 'member' && one.userId === userId))
  const resting = useResting(employee)
  const waitOf = (message: Message) => {
    const queued = messages.filter((one) => one.status === 'queued' && one.seq < message.seq)
    const queue = { ahead: queued.length, isAnswering: growing !== undefined }
    const wait = resting ? { text: `${resting}.` } : waitingInWords(employee, queue, userId)
    return <WaitNote wait={wait} employeeId={employeeId} name={name} />
  }
  const isEmpty = messages.length === 0 && pending.length === 0
  return (
    <DropArea onDrop={(files) => composer.current?.addFiles(files)}>
      <SiteNotice employee={employee} />
      <MessageLog
        conversation={conversation}
        messages={messages}
        name={name}
        userId={userId}
        timeZone={timeZone}
        unreadFrom={mark.unreadFrom}
        unseen={mark.unseen}
        place={place}
        waitOf={waitOf}
        onEdit={setEdited}
      >
        {isEmpty && <FirstWords employee={employee} examples={resting ? [] : examples} onChoose={begin} />}
        {pending.map((one) => (
          <PendingMessage
            key={one.clientKey}
            pending={one}
            onSendAgain={outbox.sendAgain}
            onTakeBack={takeBack}
          />
        ))}
      </MessageLog>
      <div className="mx-auto w-full max-w-chat shrink-0 px-2 pb-2 sm:px-6 sm:pb-4">
        {resting ? (
          <RestingNote employee={employee} />
        ) : (
          <>
            <Composer
              employeeId={employeeId}
              name={name}
              storageKey={`deskhand.draft.${userId}.${employeeId}`}
              edited={edited}
              onEditEnd={() => setEdited(undefined)}
              onEditLast={editLast}
              onSend={send}
              onStop={stop}
              isStopping={growing?.stopRequested ?? false}
              canSend={employee.lifecycle !== 'leaving'}
              handle={composer}
            />
            <Hint employee={employee} />
          </>
        )}
      </div>
      <Announcer messages={messages} name={name} />
    </DropArea>
  )
}

/** What an edited message on its way is about to replace is not shown any more. */
function withoutReplaced(messages: readonly Message[], pending: readonly Pending[]): readonly Message[] {
  const replaced = pending.flatMap((one) => (one.state === 'refused' ? [] : (one.replaces ?? [])))
  const first = messages.find((one) => replaced.includes(one.id))
  return first ? messages.filter((one) => one.seq < first.seq) : messages
}

function Hint({ employee }: { employee: Employee }) {
  const hint = hintInWords(employee, useHolder(employee))
  return (
    <p
      id="composer-hint"
      className={`px-2 pt-1.5 text-center text-muted text-xs ${hint ? '' : 'max-sm:hidden'}`}
    >
      {hint ?? 'Enter sends, Shift + Enter makes a new line.'}
    </p>
  )
}

/** Escape stops the answer, unless something that floats is open and takes it. */
function useEscape(stop: (() => void) | undefined): void {
  useEffect(() => {
    if (!stop) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return
      stop()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [stop])
}

function DropArea({ onDrop, children }: { onDrop: (files: File[]) => void; children: React.ReactNode }) {
  const [isOver, setOver] = useState(false)
  const over = useCallback((event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setOver(true)
  }, [])
  return (
    <section
      aria-label="Chat"
      className="relative flex h-full flex-col"
      onDragOver={over}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget instanceof Node ? event.relatedTarget : null))
          setOver(false)
      }}
      onDrop={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(false)
        onDrop([...event.dataTransfer.files])
      }}
    >
      {children}
      {isOver && (
        <div className="pointer-events-none absolute inset-2 flex items-center justify-center rounded-card border-2 border-lamp border-dashed bg-paper/90">
          <p className="font-medium text-md">Drop to attach: text, pictures or PDF, 4 MB each</p>
        </div>
      )}
    </section>
  )
}
