'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useTransition } from 'react'
import type { Employee } from '#lib/wire/employee.ts'
import { Avatar } from '../../../_ui/avatar.tsx'
import { Banner } from '../../../_ui/banner.tsx'
import { Button } from '../../../_ui/button.tsx'
import { ButtonLink } from '../../../_ui/button-link.tsx'
import { Card } from '../../../_ui/card.tsx'
import { Elapsed } from '../../../_ui/elapsed.tsx'
import { Lamp } from '../../../_ui/lamp.tsx'
import { StepList } from '../../../_ui/step-list.tsx'
import { tryAgain } from '../../_actions/try-again.ts'
import { launchStages, noteStage, type StagesSeen } from '../../_launch/launch-stages.ts'
import { useEmployeeNow } from '../../_launch/use-employee-now.ts'

export function LaunchProgress({ initial, roleName }: { initial: Employee; roleName: string }) {
  const { employee, isStale } = useEmployeeNow(initial)
  const router = useRouter()
  const [seen, setSeen] = useState<StagesSeen>(() => noteStage({}, initial.desk))
  const heading = useRef<HTMLHeadingElement>(null)
  const chat = `/employees/${employee.id}/chat`
  const isReady = employee.lifecycle === 'ready'
  const stages = launchStages(employee, seen)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  useEffect(() => setSeen((before) => noteStage(before, employee.desk)), [employee.desk])
  useEffect(() => {
    if (isReady) router.replace(chat)
  }, [isReady, router, chat])
  return (
    <main className="mx-auto flex w-full max-w-[520px] flex-1 flex-col px-4 pt-[6vh] pb-16">
      <div className="mb-6 flex min-w-0 items-center gap-4">
        <Avatar seed={employee.portraitSeed} size={56} />
        <div className="min-w-0 flex-1">
          <h1
            ref={heading}
            tabIndex={-1}
            dir="auto"
            title={employee.name}
            className="line-clamp-2 display break-words text-xl outline-none"
          >
            {employee.name}
          </h1>
          <p className="text-muted">{roleName}</p>
        </div>
        <Lamp state={lampOf(employee)} size={32} label={null} />
      </div>
      <p role="status" className="mb-4 text-md">
        {statusOf(employee)}{' '}
        <span className="sr-only">{stages.find((stage) => stage.state === 'running')?.label}</span>
        {employee.lifecycle === 'starting' && (
          <span aria-hidden="true" className="text-muted">
            <Elapsed since={employee.hiredAt} />
          </span>
        )}
      </p>
      {isStale && (
        <div className="mb-4">
          <Banner tone="warn">
            No connection just now. The start goes on without this page; what you see here may be older.
          </Banner>
        </div>
      )}
      <Trouble employee={employee} />
      <Card>
        <StepList label="Start" steps={stages} />
      </Card>
      <div className="mt-6 flex flex-wrap items-center gap-3">
        <ButtonLink href={chat} prefetch={false} tone={isReady ? 'primary' : 'quiet'} size="lg">
          {isReady ? 'Open the chat' : 'Write the first message'}
        </ButtonLink>
        <p className="min-w-0 flex-1 basis-52 text-muted text-sm">{adviceOf(employee)}</p>
      </div>
    </main>
  )
}

function Trouble({ employee }: { employee: Employee }) {
  const [isBusy, start] = useTransition()
  const [refused, setRefused] = useState<string>()
  const { lifecycle, desk } = employee
  if (lifecycle === 'starting' || lifecycle === 'ready' || lifecycle === 'leaving') return null
  const again = () =>
    start(async () => {
      const outcome = await tryAgain(employee.id)
      setRefused(outcome.ok ? undefined : outcome.detail)
    })
  return (
    <div className="mb-4">
      <Banner
        tone={lifecycle === 'needs_attention' ? 'error' : 'info'}
        title={desk.error?.text ?? 'The desk is not running.'}
        action={
          <Button busy={isBusy} onClick={again}>
            {lifecycle === 'needs_attention' ? 'Try again' : 'Start'}
          </Button>
        }
      >
        {refused ?? desk.error?.action ?? 'Nothing is lost. Start the desk when you want to go on.'}
      </Banner>
    </div>
  )
}

function statusOf({ lifecycle }: Employee): string {
  switch (lifecycle) {
    case 'starting':
      return 'The desk is being set up.'
    case 'ready':
      return 'The lamp is on.'
    case 'needs_attention':
      return 'The desk could not start.'
    case 'leaving':
      return 'This employee is leaving and does not start.'
    case 'asleep':
      return 'The desk is asleep. A message wakes it.'
    case 'paused':
      return 'The desk is paused.'
  }
}

function adviceOf({ lifecycle }: Employee): string {
  if (lifecycle === 'ready') return 'Opening the chat.'
  if (lifecycle === 'starting') return 'You need not wait: messages queue and are answered in order.'
  return 'Messages are kept, and answered in order once the desk runs.'
}

function lampOf({ lifecycle }: Employee) {
  const lamps = {
    starting: 'warming',
    ready: 'lit',
    needs_attention: 'red',
    leaving: 'off',
    asleep: 'off',
    paused: 'cool',
  } as const
  return lamps[lifecycle]
}
