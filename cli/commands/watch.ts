import { setTimeout as sleep } from 'node:timers/promises'
import { ApiProblem, type Connection, openAnswer, Unreachable } from '#lib/wire/client.ts'
import { type LiveEvent, liveEvent } from '#lib/wire/event.ts'
import { plainLine } from '#lib/wire/plain-text.ts'
import type { AddCommands } from '../act.ts'
import { statusOf } from '../task-words.ts'

const comeBackMs = 2000

export const addWatch: AddCommands = (program, act) => {
  program
    .command('watch')
    .description('what happens, a line each, until Ctrl-C')
    .action(async () => {
      const { output, connect } = act()
      const connection = await connect()
      let lastId: string | undefined
      for (;;) {
        try {
          for await (const { id, event } of listen(connection, lastId)) {
            lastId = id ?? lastId
            const words = wordsOf(event)
            if (words !== undefined)
              output.show(event, () => [`${new Date().toISOString().slice(11, 19)} ${plainLine(words)}`])
          }
        } catch (error) {
          const isPassing = error instanceof Unreachable || (error instanceof ApiProblem && error.isPassing)
          if (!isPassing) throw error
          output.tell(`${error.message} Trying again.`)
        }
        await sleep(comeBackMs)
      }
    })
}

interface Heard {
  id: string | undefined
  event: LiveEvent
}

async function* listen(connection: Connection, lastId: string | undefined): AsyncGenerator<Heard> {
  const answer = await openAnswer(connection, {
    path: '/events',
    headers: { accept: 'text/event-stream', ...(lastId !== undefined && { 'last-event-id': lastId }) },
  })
  if (!answer.body) return
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { value, done } = await reader.read().catch((error: unknown) => {
      throw new Unreachable(connection.siteUrl, error)
    })
    if (done) return
    const frames = (rest + value).split('\n\n')
    rest = frames.pop() ?? ''
    for (const frame of frames) {
      const heard = readFrame(frame)
      if (heard) yield heard
    }
  }
}

/** https://html.spec.whatwg.org/multipage/server-sent-events.html; data is one line here. */
function readFrame(frame: string): Heard | undefined {
  const field = (name: string) =>
    frame
      .split('\n')
      .find((line) => line.startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim()
  try {
    const event = liveEvent.safeParse({ event: field('event'), data: JSON.parse(field('data') ?? '') }).data
    return event && { id: field('id'), event }
  } catch {
    return undefined
  }
}

/** Nothing for what only pages need. */
function wordsOf({ event, data }: LiveEvent): string | undefined {
  switch (event) {
    case 'task':
      return `#${data.number} ${statusOf(data)}: ${data.title}${data.why ? ` (${data.why.text})` : ''}`
    case 'employee':
      return `${data.name} is ${data.lifecycle.replaceAll('_', ' ')}`
    case 'notification':
      return 'Something needs you: deskhand todos'
    case 'message':
      return data.text === '' ? undefined : `Message: ${data.text.slice(0, 200)}`
    case 'reset':
      return 'Some of what happened meanwhile is not shown.'
    default:
      return undefined
  }
}
