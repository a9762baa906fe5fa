'use client'
import { ArrowDown } from 'lucide-react'
import { memo, type ReactNode, useMemo } from 'react'
import { Button } from '#app/_ui/button.tsx'
import { Skeleton } from '#app/_ui/skeleton.tsx'
import type { Message } from '#lib/wire/message.ts'
import type { Conversation } from '../_state/use-conversation.ts'
import { dayInWords } from '../_words/day.ts'
import { Answer } from './answer.tsx'
import { MemberMessage } from './member-message.tsx'
import { rowsOf } from './rows.ts'
import type { useReadingPlace } from './use-reading-place.ts'

type MessageLogProps = {
  conversation: Conversation
  messages: readonly Message[]
  name: string
  userId: string
  timeZone: string
  unreadFrom: number | undefined
  unseen: number
  place: ReturnType<typeof useReadingPlace>
  waitOf: (message: Message) => ReactNode
  onEdit: (message: Message) => void
  /** What is not in the conversation yet, or stands in for it while it is empty. */
  children: ReactNode
}

export function MessageLog(props: MessageLogProps) {
  const { conversation, messages, name, timeZone, unreadFrom, unseen, place, children } = props
  const rows = useMemo(() => rowsOf(messages, unreadFrom, timeZone), [messages, unreadFrom, timeZone])
  const latest = messages.findLast((one) => one.author === 'employee')
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={place.log}
        role="log"
        aria-live="off"
        aria-label={`Conversation with ${name}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long conversation is scrolled with the keyboard, too
        tabIndex={0}
        className="flex h-full flex-col-reverse overflow-y-auto overscroll-contain [overflow-anchor:none] focus-visible:-outline-offset-2"
      >
        <div className="mx-auto flex w-full max-w-chat flex-col gap-7 px-4 pt-6 pb-8 sm:px-6">
          {conversation.hasOlder && <Older conversation={conversation} />}
          {rows.map((row, index) => {
            if (row.kind === 'day') return <DayLine key={row.key} at={row.at} timeZone={timeZone} />
            if (row.kind === 'unread') return <UnreadLine key={row.key} />
            const { message, showsAuthor } = row
            return (
              <MessageRow
                key={row.key}
                message={message}
                showsAuthor={showsAuthor}
                isOld={rows.length - index > 30}
                isLatest={message === latest}
                wait={message.status === 'queued' ? props.waitOf(message) : undefined}
                name={name}
                userId={props.userId}
                timeZone={timeZone}
                onEdit={props.onEdit}
                steer={conversation.steer}
              />
            )
          })}
          {children}
        </div>
      </div>
      {!place.isAtEnd && (
        <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
          <Button className="pointer-events-auto shadow-float" onClick={place.toEnd}>
            <ArrowDown aria-hidden="true" size={16} strokeWidth={1.5} />
            {unseen > 0 ? `${unseen} new` : 'Latest'}
          </Button>
        </div>
      )}
    </div>
  )
}

type MessageRowProps = Pick<MessageLogProps, 'name' | 'userId' | 'timeZone' | 'onEdit'> & {
  message: Message
  showsAuthor: boolean
  /** Far from the end: laid out only when it is near the screen. */
  isOld: boolean
  isLatest: boolean
  wait: ReactNode
  steer: Conversation['steer']
}

const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, isOld, isLatest, userId, ...rest } = props
  return (
    <div
      data-row
      data-message={message.id}
      className={isOld ? '[contain-intrinsic-size:auto_140px] [content-visibility:auto]' : undefined}
    >
      {message.author === 'member' ? (
        <MemberMessage {...rest} message={message} isMine={message.userId === userId} />
      ) : (
        <Answer {...rest} message={message} mayRetry={isLatest} />
      )}
    </div>
  )
})

function Older({ conversation: { older, loadOlder } }: { conversation: Conversation }) {
  if (older === 'failed') {
    return (
      <div className="flex flex-wrap items-center justify-center gap-3 py-2 text-muted">
        Older messages could not be read. <Button onClick={loadOlder}>Try again</Button>
      </div>
    )
  }
  return (
    <div role="status" aria-label="Loading older messages" className="flex flex-col gap-3 py-2">
      <Skeleton className="h-11 w-2/5 self-end" />
      <Skeleton className="h-4 w-4/5" />
      <Skeleton className="h-4 w-3/5" />
    </div>
  )
}

function DayLine({ at, timeZone }: { at: string; timeZone: string }) {
  return (
    <p className="flex items-center gap-3 text-muted text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      {dayInWords(at, Date.now(), timeZone)}
    </p>
  )
}

function UnreadLine() {
  return (
    <p className="flex items-center gap-3 text-lamp-text text-xs before:h-px before:flex-1 before:bg-lamp after:h-px after:flex-1 after:bg-lamp">
      New
    </p>
  )
}
