// What is true of a message before it is sent. Undefined: nothing but the keys is worth a word.
import type { Employee } from '#lib/wire/employee.ts'
import { aboutSeconds } from '../../../../_office/about-seconds.ts'
import type { Holder } from '../../../../_office/holder-of.ts'

export function hintInWords({ name, lifecycle, desk }: Employee, holder: Holder): string | undefined {
  switch (lifecycle) {
    case 'asleep':
      return `${name} is asleep. Your message wakes ${name}${aboutSeconds(desk.readyAfterMs)}.`
    case 'starting':
      return `${name} is starting. Messages wait and are answered in order.`
    case 'paused':
      return `${name} is paused. Messages wait until ${name} is started.`
    case 'needs_attention':
      return `${name} needs attention. Messages wait.`
    case 'leaving':
      return `${name} is leaving and takes no messages. Take ${name} back to go on.`
    case 'ready':
      return driven(name, holder)
  }
}

function driven(name: string, holder: Holder): string | undefined {
  switch (holder.who) {
    case 'nobody':
      return undefined
    case 'me':
      return `You have control of ${name}’s desktop. Messages wait until you hand it back.`
    case 'other':
      return `${holder.memberName} has control of ${name}’s desktop. Messages wait until it is handed back.`
  }
}
