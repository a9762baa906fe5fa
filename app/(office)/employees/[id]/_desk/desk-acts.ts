// What can be done with a desk as it is now. Pure.
import type { Employee } from '#lib/wire/employee.ts'
import type { SteerVerb } from '../../../_actions/steer.ts'

export interface DeskAct {
  verb: SteerVerb
  label: string
}

export function deskActs({ lifecycle }: Pick<Employee, 'lifecycle'>, isManager: boolean): DeskAct[] {
  if (lifecycle === 'leaving') return isManager ? [{ verb: 'takeBack', label: 'Take back' }] : []
  const rests = lifecycle === 'paused' || lifecycle === 'asleep'
  return [
    ...(rests ? [act('start', 'Start')] : [act('pause', 'Pause')]),
    ...(lifecycle === 'needs_attention' ? [act('start', 'Try again')] : []),
    ...(rests ? [] : [act('restart', 'Restart')]),
    act('provision', 'Re-provision'),
    ...(isManager ? [act('fire', 'Fire')] : []),
  ]
}

function act(verb: SteerVerb, label: string): DeskAct {
  return { verb, label }
}
