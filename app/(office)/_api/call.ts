// REST v1 as the office's pages use it: an answer, or a refusal in words for people.

export interface Refused {
  ok: false
  /** `offline` when there was no answer at all. */
  code: string
  /** What happened and what is safe, in a sentence for people. */
  detail: string
  /** Whether the very same request may succeed later. */
  isPassing: boolean
  /** What is wrong with which field, where one can tell. */
  fields?: Readonly<Record<string, string>>
}
export type Answered<T> = { ok: true; value: T } | Refused

export const noConnection: Refused = {
  ok: false,
  code: 'offline',
  detail: 'There is no connection.',
  isPassing: true,
}

/** `path` begins below /api/v1. */
export async function call<T>(path: string, options: RequestInit = {}): Promise<Answered<T>> {
  try {
    const response = await fetch(`/api/v1${path}`, options)
    const body = response.status === 204 ? null : await response.json()
    return response.ok ? { ok: true, value: body } : refusalOf(response.status, body)
  } catch {
    return noConnection
  }
}

/** From the status and the problem that came with it. */
export function refusalOf(status: number, problem: unknown): Refused {
  const { code, detail, fields } = Object(problem)
  return {
    ok: false,
    code: typeof code === 'string' ? code : 'internal',
    detail: typeof detail === 'string' ? detail : `The server answered ${status}. Nothing was changed.`,
    isPassing: status >= 500 || status === 429 || status === 408,
    ...(fields && { fields }),
  }
}

export const post = (body?: unknown): RequestInit => ({
  method: 'POST',
  ...(body !== undefined && {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }),
})
