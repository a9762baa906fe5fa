// What the product itself can do about a task that does not move: one button beside the reason. Pure.
import type { Task, TaskCard } from '#lib/wire/task.ts'

export type WhyStep =
  | { kind: 'begin' | 'approve-plan' | 'retry'; label: string }
  | { kind: 'start-employee'; label: string; employeeId: string }
  | { kind: 'edit'; label: string; field: 'assignee' | 'allowance' }
  | { kind: 'go'; label: string; href: string }

type Named = { id: string; number: number }

export function whyStep(
  task: Task,
  parts: readonly TaskCard[],
  employeeName: string | undefined,
): WhyStep | null {
  const { why, assigneeId } = task
  if (!why) return null
  switch (why.code) {
    case 'draft':
      return { kind: 'begin', label: 'Begin' }
    case 'plan_failed':
    case 'planner_silent':
      return { kind: 'begin', label: 'Begin without a plan' }
    case 'plan_awaits_approval':
      return { kind: 'approve-plan', label: 'Approve the plan' }
    case 'failed':
      return { kind: 'retry', label: 'Try again' }
    case 'question_open':
    case 'asks_to_continue':
      return { kind: 'go', label: 'Answer', href: '#questions' }
    case 'awaits_review':
    case 'checks_failed':
      return { kind: 'go', label: 'Review', href: '#review' }
    case 'allowance_used_up':
      return { kind: 'edit', label: 'Raise the allowance', field: 'allowance' }
    case 'no_capable_worker':
    case 'assignee_fired':
      return { kind: 'edit', label: 'Assign somebody', field: 'assignee' }
    case 'nobody_may_work':
    case 'assignee_seatless':
      return { kind: 'go', label: 'Plan and billing', href: '/billing' }
    case 'no_worker':
    case 'no_worker_online':
    case 'worker_draining':
    case 'not_taken':
      return { kind: 'go', label: 'Workers', href: '/settings/workers' }
    case 'assignee_paused':
    case 'assignee_needs_attention':
      return assigneeId && employeeName
        ? { kind: 'start-employee', label: `Start ${employeeName}`, employeeId: assigneeId }
        : null
    case 'held_up':
      return byNumber(why.action)
    default:
      return other(why.action, [...parts, ...task.dependsOn])
  }
}

/** It is a task beside this one, which only its number is known of. */
function byNumber(action: string): WhyStep | null {
  const number = /#(\d+)/.exec(action)?.[1]
  return number ? { kind: 'go', label: `Open #${number}`, href: `/tasks?go=${number}` } : null
}

/** The reason names another task that somebody has to look at. */
function other(action: string, tasks: readonly Named[]): WhyStep | null {
  const number = Number(/#(\d+)/.exec(action)?.[1])
  const named = tasks.find((one) => one.number === number)
  return named ? { kind: 'go', label: `Open #${number}`, href: `/tasks/${named.id}` } : null
}
