// What is shown of an employee's state: the lamp and the words beside it. Pure.
import type { Employee } from '#lib/wire/employee.ts'
import type { Standing } from '#lib/wire/me.ts'
import type { LampState } from '../../_ui/lamp-drawing.tsx'
import { launchStages } from '../../onboarding/_launch/launch-stages.ts'

/** What is said instead of the desk's own state while no plan is paid: it would promise what does not come. */
export function restingInWords(standing: Standing): string {
  if (standing === 'suspended') return 'Resting: the company is suspended'
  return `Resting until a plan is ${standing === 'looked' ? 'chosen' : 'paid'}`
}

type Stated = Pick<Employee, 'lifecycle' | 'desk'>

export function lampOf({ lifecycle }: Pick<Employee, 'lifecycle'>, isWorking: boolean): LampState {
  switch (lifecycle) {
    case 'asleep':
    case 'leaving':
      return 'off'
    case 'starting':
      return 'warming'
    case 'ready':
      return isWorking ? 'breathing' : 'lit'
    case 'paused':
      return 'cool'
    case 'needs_attention':
      return 'red'
  }
}

export function stateInWords({ lifecycle }: Pick<Employee, 'lifecycle'>, isWorking: boolean): string {
  switch (lifecycle) {
    case 'asleep':
      return 'Asleep'
    case 'starting':
      return 'Starting'
    case 'ready':
      return isWorking ? 'Working' : 'Ready'
    case 'paused':
      return 'Paused'
    case 'needs_attention':
      return 'Needs attention'
    case 'leaving':
      return 'Leaving'
  }
}

/** The step of a start that is under way, as the page of the first start calls it. */
export function phaseInWords(employee: Stated): string | undefined {
  if (employee.lifecycle !== 'starting') return undefined
  return launchStages(employee, {}).find((stage) => stage.state === 'running')?.label
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** "2 days 5 h", "5 h 12 min", "12 min": the two largest parts of what is left. */
export function timeLeft(untilMs: number, nowMs: number): string {
  const leftMs = Math.max(0, untilMs - nowMs)
  const days = Math.floor(leftMs / dayMs)
  const hours = Math.floor((leftMs % dayMs) / hourMs)
  const minutes = Math.ceil((leftMs % hourMs) / minuteMs)
  if (days > 0) return `${days} ${days === 1 ? 'day' : 'days'} ${hours} h`
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min`
}
