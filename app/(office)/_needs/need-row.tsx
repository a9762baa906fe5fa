'use client'
import {
  AtSign,
  CalendarClock,
  CircleDollarSign,
  CircleHelp,
  CircleX,
  ClipboardList,
  Eye,
  X,
} from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useEffect, useState } from 'react'
import type { Notification } from '#lib/wire/notification.ts'
import type { Question } from '#lib/wire/task.ts'
import { Button } from '../../_ui/button.tsx'
import { IconButton } from '../../_ui/icon-button.tsx'
import { RelativeTime } from '../../_ui/relative-time.tsx'
import { call } from '../_api/call.ts'
import { QuestionForm } from '../tasks/[id]/_work/question-form.tsx'
import { mayPutAway, needHref, needNames, needText } from './needs-words.ts'

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const
const signs: Record<Notification['kind'], ReactNode> = {
  question: <CircleHelp {...icon} className="text-lamp-text" />,
  review: <Eye {...icon} className="text-link" />,
  plan: <ClipboardList {...icon} className="text-lamp-text" />,
  failed: <CircleX {...icon} className="text-bad" />,
  mention: <AtSign {...icon} className="text-link" />,
  allowance: <CircleDollarSign {...icon} className="text-lamp-text" />,
  schedule: <CalendarClock {...icon} className="text-bad" />,
}

interface NeedRowProps {
  need: Notification
  /** The list is left for a page. */
  onLeave: () => void
  onPutAway: () => void
  onAnswered: () => void
}

export function NeedRow({ need, onLeave, onPutAway, onAnswered }: NeedRowProps) {
  const [isAnswering, setAnswering] = useState(false)
  return (
    <li className="rounded-md px-2 py-2.5 hover:bg-sunken">
      <div className="flex min-w-0 items-start gap-2.5">
        <span className="mt-0.5 shrink-0">{signs[need.kind]}</span>
        <Link href={needHref(need)} prefetch={false} onClick={onLeave} className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2 text-muted text-xs">
            <span>{needNames[need.kind]}</span>
            {need.taskNumber !== null && <span className="figures">#{need.taskNumber}</span>}
            <RelativeTime at={need.createdAt} />
          </span>
          <span dir="auto" className="line-clamp-3 [overflow-wrap:anywhere]">
            {needText(need)}
          </span>
        </Link>
        {need.kind === 'question' && !isAnswering && (
          <Button onClick={() => setAnswering(true)}>Answer</Button>
        )}
        {mayPutAway(need.kind) && (
          <IconButton label="Put away" onClick={onPutAway}>
            <X {...icon} />
          </IconButton>
        )}
      </div>
      {isAnswering && need.questionId && (
        <div className="mt-2 pl-6.5">
          <Answering id={need.questionId} onAnswered={onAnswered} />
        </div>
      )}
    </li>
  )
}

/** The question with what it offers, read when somebody wants to answer it here. */
function Answering({ id, onAnswered }: { id: string; onAnswered: () => void }) {
  const [question, setQuestion] = useState<Question>()
  const [problem, setProblem] = useState('')
  useEffect(() => {
    let isOver = false
    void call<{ items: Question[] }>('/questions?limit=100').then((answer) => {
      if (isOver) return
      const found = answer.ok ? answer.value.items.find((one) => one.id === id) : undefined
      if (found) setQuestion(found)
      else setProblem(answer.ok ? 'Nobody waits for this answer any more.' : answer.detail)
    })
    return () => {
      isOver = true
    }
  }, [id])
  if (problem) return <p className="text-muted text-sm">{problem}</p>
  if (!question) return <p className="text-muted text-sm">Reading the question</p>
  return <QuestionForm question={question} onAnswered={onAnswered} isTextHidden />
}
