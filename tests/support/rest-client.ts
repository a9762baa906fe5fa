// A program of a company: it hires and talks over REST and follows the event stream, coming back after every break.
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { type Employee, employee, type HireInput } from '#lib/wire/employee.ts'
import { type LiveEvent, liveEvent } from '#lib/wire/event.ts'
import { type Message, message } from '#lib/wire/message.ts'
import { pageOf } from '#lib/wire/shapes.ts'
import { readEvents } from './event-stream.ts'

export interface RestClient {
  hire: (input: HireInput) => Promise<Employee>
  employee: (id: string) => Promise<Employee>
  send: (employeeId: string, text: string, clientKey?: string) => Promise<Message>
  retry: (employeeId: string, answerId: string) => Promise<Message>
  /** The last hundred, oldest first. */
  messages: (employeeId: string) => Promise<Message[]>
  follow: (hear: (event: LiveEvent, atMs: number) => void) => Following
}

export interface Following {
  /** Settles with the first connection. */
  connected: Promise<void>
  /** How often it has connected. */
  connections: () => number
  close: () => Promise<void>
}

export function restClient(siteUrl: string, secret: string): RestClient {
  const authorization = `Bearer ${secret}`
  async function ask(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${siteUrl}/api/v1${path}`, {
      method,
      headers: { authorization, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  return {
    hire: async (input) => employee.parse(await ask('POST', '/employees', input)),
    employee: async (id) => employee.parse(await ask('GET', `/employees/${id}`)),
    send: async (employeeId, text, clientKey) =>
      message.parse(
        await ask('POST', `/employees/${employeeId}/messages`, { text, ...(clientKey && { clientKey }) }),
      ),
    retry: async (employeeId, answerId) =>
      message.parse(await ask('POST', `/employees/${employeeId}/messages/${answerId}/retry`)),
    messages: async (employeeId) =>
      pageOf(message).parse(await ask('GET', `/employees/${employeeId}/messages?limit=100`)).items,
    follow: (hear) => follow(`${siteUrl}/api/v1/events`, authorization, hear),
  }
}

const comeBackAfterMs = 200

function follow(
  url: string,
  authorization: string,
  hear: (event: LiveEvent, atMs: number) => void,
): Following {
  const leaving = new AbortController()
  const connected = Promise.withResolvers<void>()
  let connections = 0
  let lastId: number | undefined
  async function once(): Promise<void> {
    const headers = { authorization, ...(lastId !== undefined && { 'last-event-id': String(lastId) }) }
    const response = await fetch(url, { headers, signal: leaving.signal })
    if (!response.ok || !response.body) return
    connections += 1
    connected.resolve()
    for await (const { id, event, data, atMs } of readEvents(response.body)) {
      // Says only that the connection lives.
      if (event === 'beat') continue
      hear(liveEvent.parse({ event, data: JSON.parse(data) }), atMs)
      lastId = id ?? lastId
    }
  }
  async function keepFollowing(): Promise<void> {
    while (!leaving.signal.aborted) {
      await once().catch((error) => {
        if (error instanceof z.ZodError) throw error
      })
      await sleep(comeBackAfterMs, undefined, { signal: leaving.signal }).catch(() => undefined)
    }
  }
  const ended = keepFollowing()
  return {
    connected: connected.promise,
    connections: () => connections,
    close() {
      leaving.abort()
      return ended
    },
  }
}
