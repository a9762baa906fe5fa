// What can be done with a desk as it is now. Pure.
import type { Employee } from '#lib/wire/employee.ts'
import type { SteerVerb } from '../../../_actions/steer.ts'

export interface DeskAct {
  verb: SteerVerb
  label: string
}

type Seen = Pick<Employee, 'lifecycle'> & { desk: Pick<Employee['desk'], 'isSeatless'> }

export function deskActs({ lifecycle, desk }: Seen, isManager: boolean): DeskAct[] {
  if (lifecycle === 'leaving') return isManager ? [{ verb: 'takeBack', label: 'Take back' }] : []
  if (desk.isSeatless) return actsWithoutSeat(lifecycle, isManager)
  const rests = lifecycle === 'paused' || lifecycle === 'asleep'
  return [
    ...(rests ? [act('start', 'Start')] : [act('pause', 'Pause')]),
    ...(lifecycle === 'needs_attention' ? [act('start', 'Try again')] : []),
    ...(rests ? [] : [act('restart', 'Restart')]),
    act('provision', 'Re-provision'),
    ...(isManager ? [act('fire', 'Fire')] : []),
  ]
}

/** Whatever would have them work is refused until there is a seat; to be paused then, they can be told now. */
function actsWithoutSeat(lifecycle: Employee['lifecycle'], isManager: boolean): DeskAct[] {
  return [
    ...(lifecycle === 'paused' ? [] : [act('pause', 'Pause')]),
    ...(isManager ? [act('fire', 'Fire')] : []),
  ]
}

function act(verb: SteerVerb, label: string): DeskAct {
  return { verb, label }
}
