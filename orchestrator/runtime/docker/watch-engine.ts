// What happens to our containers, as it happens. Only hints: a lost one does no harm, and a break counts as one for everybody.
import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Host } from './host.ts'
import { keepListening } from './keep-listening.ts'
import { label } from './names.ts'

const event = z.object({
  Action: z.string(),
  Actor: z.object({ Attributes: z.record(z.string(), z.string()) }),
})

/** Commands and health checks come and go; they change nothing about a desk. */
const isNoise = (action: string) => action.startsWith('exec_') || action === 'top' || action === 'attach'

export function watchEngine({ engine, names, log }: Host, onHint: (deskId: string) => void): () => void {
  const filters = { type: ['container'], label: [`${label.installation}=${names.installation}`] }
  return keepListening({
    open: async () => new Readable().wrap(await engine.getEvents({ filters: JSON.stringify(filters) })),
    onLine: (line) => {
      const happened = eventIn(line)
      if (!happened || isNoise(happened.Action)) return
      const deskId = happened.Actor.Attributes[label.desk] ?? ''
      if (happened.Action === 'oom') log.warn({ deskId }, 'A desk used all the memory it may use')
      onHint(deskId)
    },
    onOpen: () => onHint(''),
    onBreak: () => onHint(''),
  })
}

function eventIn(line: string) {
  try {
    return event.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
