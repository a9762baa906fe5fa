'use client'
import Link from 'next/link'
import type { Glance } from '#lib/chat/list-glances.ts'
import type { Employee } from '#lib/wire/employee.ts'
import { Avatar } from '../../../../_ui/avatar.tsx'
import { Badge } from '../../../../_ui/badge.tsx'
import { Button } from '../../../../_ui/button.tsx'
import { ButtonLink } from '../../../../_ui/button-link.tsx'
import { RelativeTime } from '../../../../_ui/relative-time.tsx'
import { useResting, useStanding } from '../../../_billing/standing-provider.tsx'
import { isAtWork } from '../../../_office/apply-to-office.ts'
import { DeskState } from '../../../_office/desk-state.tsx'
import { InControl } from '../../../_office/in-control.tsx'
import { useOffice } from '../../../_office/office-provider.tsx'
import { useSteer } from '../../../_office/use-steer.ts'
import { DeskPicture } from './_picture/desk-picture.tsx'

type EmployeeCardProps = { employee: Employee; glance: Glance | undefined; roleName: string }

/** A desk: who sits at it, how it is, and what was said last. The whole card leads to the chat. */
export function EmployeeCard({ employee, glance, roleName }: EmployeeCardProps) {
  const isResting = useResting(employee) !== undefined
  return (
    <li
      data-row
      className={`relative flex min-h-36 flex-col rounded-card border border-line bg-surface p-5 transition-colors duration-150 ease-out [content-visibility:auto] hover:border-edge ${employee.desk.hasDesktop ? '[contain-intrinsic-height:360px]' : '[contain-intrinsic-height:144px]'}`}
    >
      {employee.desk.hasDesktop && <DeskPicture employee={employee} />}
      <div className="flex min-w-0 items-start gap-3">
        <Avatar seed={employee.portraitSeed} size={56} />
        <div className="min-w-0 flex-1">
          <div className="flex min-w-0 items-center gap-2">
            <h2 dir="auto" title={employee.name} className="min-w-0 truncate font-semibold text-md">
              <Link
                href={`/employees/${employee.id}/chat`}
                prefetch={false}
                className="after:absolute after:inset-0 after:rounded-card"
              >
                {employee.name}
              </Link>
            </h2>
            {employee.unread > 0 && <Badge tone="lamp">{unreadInWords(employee.unread)}</Badge>}
          </div>
          <p className="truncate text-muted">{roleName}</p>
          <DeskState employee={employee} isWorking={isAtWork(glance)} />
          <InControl employee={employee} />
        </div>
      </div>
      <div className="mt-3 flex flex-1 flex-col justify-end gap-2">
        <Trouble employee={employee} />
        {(isResting || employee.lifecycle !== 'needs_attention') && (
          <LastLine employee={employee} glance={glance} />
        )}
        {glance?.task && <InHand task={glance.task} />}
      </div>
    </li>
  )
}

function unreadInWords(unread: number): string {
  return unread > 99 ? '99+ new' : `${unread} new`
}

function LastLine({ employee, glance }: { employee: Employee; glance: Glance | undefined }) {
  const { me } = useOffice()
  const line = glance?.lastLine
  return (
    <p className="flex min-w-0 items-baseline justify-between gap-3 text-muted text-sm">
      <span dir="auto" className="min-w-0 truncate">
        {line ? lineInWords(line, me.userId) : 'Nothing was said yet.'}
      </span>
      {employee.activeAt && (
        <span className="shrink-0 text-xs">
          <RelativeTime at={employee.activeAt} />
        </span>
      )}
    </p>
  )
}

function InHand({ task }: { task: NonNullable<Glance['task']> }) {
  return (
    <p className="flex min-w-0 text-sm">
      <Link
        href={`/tasks/${task.id}`}
        prefetch={false}
        dir="auto"
        className="relative z-10 min-w-0 truncate underline-offset-4 hover:underline"
      >
        Works on <span className="font-mono">#{task.number}</span> {task.title}
      </Link>
    </p>
  )
}

function lineInWords(line: NonNullable<Glance['lastLine']>, userId: string): string {
  if (line.author === 'employee') return line.text
  return `${line.userId === userId ? 'You' : line.authorName || 'A colleague'}: ${line.text}`
}

/** A desk that needs a person says why and offers what helps; one that is leaving can be taken back. */
function Trouble({ employee }: { employee: Employee }) {
  const { me } = useOffice()
  const { run, isBusy } = useSteer()
  const isResting = useResting(employee) !== undefined
  const { error } = employee.desk
  if (!isResting && employee.lifecycle === 'needs_attention') {
    return (
      <div className="flex flex-col items-start gap-2 text-sm">
        <p className="line-clamp-3">
          {error?.text ?? 'The desk stopped and did not come back.'} {error?.action}
        </p>
        <Button className="relative z-10" busy={isBusy} onClick={() => run(employee.id, 'start')}>
          Try again
        </Button>
      </div>
    )
  }
  if (employee.desk.isSeatless) return <SeatMissing />
  if (employee.lifecycle === 'leaving' && me.isManager) {
    return (
      <Button className="relative z-10 self-start" busy={isBusy} onClick={() => run(employee.id, 'takeBack')}>
        Take back
      </Button>
    )
  }
  return null
}

/** While nobody works at all, the notice on every page says what helps. */
function SeatMissing() {
  const { entitlement, mayPay } = useStanding()
  if (!entitlement.mayRun || !mayPay) return null
  return (
    <ButtonLink href="/billing" prefetch={false} className="relative z-10 self-start">
      Add a seat
    </ButtonLink>
  )
}
