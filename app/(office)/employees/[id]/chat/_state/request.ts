// REST v1 as this page uses it.
import type { Attachment, Message, SendMessageInput } from '#lib/wire/message.ts'
import { type Answered, call, noConnection, post, refusalOf } from '../../../../_api/call.ts'

export interface MessagesPage {
  items: Message[]
  hasMore: boolean
}

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

export function continueAnswer(
  employeeId: string,
  messageId: string,
  raiseByMicros: number,
): Promise<Answered<Message>> {
  return call(`/employees/${employeeId}/messages/${messageId}/continue`, post({ raiseByMicros }))
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
