'use client'
import { Pencil, Undo2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { IconButton } from '#app/_ui/icon-button.tsx'
import type { Message } from '#lib/wire/message.ts'
import type { Conversation } from '../_state/use-conversation.ts'
import { timeInWords } from '../_words/day.ts'
import { AttachedFiles } from './attached-files.tsx'

type MemberMessageProps = {
  message: Message
  /** Shown when several people write here. */
  showsAuthor: boolean
  isMine: boolean
  timeZone: string
  /** What is true while it waits. */
  wait?: ReactNode
  onEdit: (message: Message) => void
  steer: Conversation['steer']
}

export function MemberMessage(props: MemberMessageProps) {
  const { message, showsAuthor, isMine, timeZone, wait, onEdit, steer } = props
  const [refused, setRefused] = useState('')
  const withdraw = async () => setRefused((await steer(message, 'withdraw'))?.detail ?? '')
  return (
    <div className="group/row flex flex-col items-end gap-1">
      {showsAuthor && (
        <span dir="auto" className="max-w-[85%] truncate px-1 text-muted text-xs">
          {isMine ? 'You' : message.authorName}
        </span>
      )}
      <Bubble text={message.text} attachments={message.attachments} />
      {wait}
      {refused && (
        <p role="alert" className="text-bad text-sm">
          {refused}
        </p>
      )}
      <div className="flex h-8 items-center text-muted sm:-mb-7 text-xs opacity-0 transition-opacity duration-150 ease-out group-focus-within/row:opacity-100 group-hover/row:opacity-100 max-sm:opacity-100">
        <time dateTime={message.createdAt} className="figures px-2">
          {timeInWords(message.createdAt, timeZone)}
        </time>
        {message.status === 'queued' && (
          <IconButton label="Take back" onClick={withdraw}>
            <Undo2 aria-hidden="true" size={16} strokeWidth={1.5} />
          </IconButton>
        )}
        {isMine && (
          <IconButton label="Edit" onClick={() => onEdit(message)}>
            <Pencil aria-hidden="true" size={16} strokeWidth={1.5} />
          </IconButton>
        )}
      </div>
    </div>
  )
}

export function Bubble({
  text,
  attachments,
  isFaint,
}: Pick<Message, 'text' | 'attachments'> & { isFaint?: boolean }) {
  return (
    <>
      {attachments.length > 0 && <AttachedFiles attachments={attachments} />}
      {text !== '' && (
        <div
          dir="auto"
          className={`max-w-[85%] whitespace-pre-wrap rounded-card bg-sunken px-4 py-2.5 text-[15px] leading-6 [overflow-wrap:anywhere] ${isFaint ? 'text-muted' : ''}`}
        >
          {text}
        </div>
      )}
    </>
  )
}
