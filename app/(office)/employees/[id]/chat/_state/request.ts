// REST v1 as this page uses it.
import type { Attachment, Message, SendMessageInput } from '#lib/wire/message.ts'

export interface MessagesPage {
  items: Message[]
  hasMore: boolean
}

export interface Refused {
  ok: false
  /** `offline` when there was no answer at all. */
  code: string
  /** What happened and what is safe, in a sentence for people. */
  detail: string
  /** Whether the very same request may succeed later. */
  isPassing: boolean
}
export type Answered<T> = { ok: true; value: T } | Refused

const noConnection: Refused = {
  ok: false,
  code: 'offline',
  detail: 'There is no connection.',
  isPassing: true,
}

async function call<T>(path: string, options: RequestInit = {}): Promise<Answered<T>> {
  try {
    const response = await fetch(`/api/v1${path}`, options)
    const body = response.status === 204 ? null : await response.json()
    return response.ok ? { ok: true, value: body } : refusalOf(response.status, body)
  } catch {
    return noConnection
  }
}

/** From the status and the problem that came with it. */
function refusalOf(status: number, problem: unknown): Refused {
  const { code, detail } = Object(problem)
  return {
    ok: false,
    code: typeof code === 'string' ? code : 'internal',
    detail: typeof detail === 'string' ? detail : `The server answered ${status}. Nothing was changed.`,
    isPassing: status >= 500 || status === 429 || status === 408,
  }
}

const post = (body?: unknown): RequestInit => ({
  method: 'POST',
  ...(body !== undefined && {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }),
})

export function fetchMessages(employeeId: string, before?: number): Promise<Answered<MessagesPage>> {
  const query = before === undefined ? '' : `&before=${before}`
  return call(`/employees/${employeeId}/messages?limit=50${query}`)
}

export function postMessage(employeeId: string, input: SendMessageInput): Promise<Answered<Message>> {
  return call(`/employees/${employeeId}/messages`, post(input))
}

export type Steering = 'stop' | 'retry' | 'withdraw'

export function steerMessage(
  employeeId: string,
  messageId: string,
  steering: Steering,
): Promise<Answered<Message>> {
  return call(`/employees/${employeeId}/messages/${messageId}/${steering}`, post())
}

export function postRead(employeeId: string, seq: number): Promise<Answered<null>> {
  return call(`/employees/${employeeId}/read`, post({ seq }))
}

export function steerEmployee(employeeId: string, steering: 'start' | 'restart'): Promise<Answered<unknown>> {
  return call(`/employees/${employeeId}/${steering}`, post())
}

/** With progress, which fetch does not tell. */
export function uploadFile(
  employeeId: string,
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Answered<Attachment>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/v1/employees/${employeeId}/attachments?name=${encodeURIComponent(file.name)}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total)
    request.onerror = () => resolve(noConnection)
    request.onabort = () => resolve({ ...noConnection, code: 'aborted', isPassing: false })
    request.onload = () =>
      resolve(
        request.status === 201
          ? { ok: true, value: request.response }
          : refusalOf(request.status, request.response),
      )
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}
