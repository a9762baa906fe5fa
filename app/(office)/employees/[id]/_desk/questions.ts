// What is asked before something that interrupts work or is hard to take back: what happens, and what is kept.
import type { SteerVerb } from '../../../_actions/steer.ts'

interface Question {
  title: string
  description: string
  confirm: string
  tone: 'primary' | 'danger'
}

/** Starting and taking back interrupt nothing and need no question. */
export const questions: { readonly [Verb in SteerVerb]?: (name: string) => Question } = {
  pause: (name) => ({
    title: `Pause ${name}?`,
    description: `The desk is shut down, and what ${name} is doing right now ends. Files, memory and the conversation are kept. Messages wait until somebody starts ${name} again.`,
    confirm: 'Pause',
    tone: 'primary',
  }),
  restart: (name) => ({
    title: `Restart ${name}?`,
    description: `The desk stops and starts again, usually within 15 seconds. What ${name} is doing right now ends; files, memory and the conversation are kept, and waiting messages are answered after the start.`,
    confirm: 'Restart',
    tone: 'primary',
  }),
  provision: (name) => ({
    title: `Re-provision ${name}?`,
    description: `The desk is made anew over the same home. What ${name} is doing right now ends; files, memory and the conversation are kept. It takes a little longer than a restart.`,
    confirm: 'Re-provision',
    tone: 'primary',
  }),
  fire: (name) => ({
    title: `Fire ${name}?`,
    description: `${name} stops working at once and the desk is free for somebody else. For 3 days you can take ${name} back, with files, memory and conversation as they are now. After that the home is destroyed for good.`,
    confirm: `Fire ${name}`,
    tone: 'danger',
  }),
}
