// Refusals in the shape of Anthropic's API (https://docs.anthropic.com/en/api/errors), so that a gateway shows them as what they are.
import type { Response } from 'express'

const statusOf = {
  invalid_request_error: 400,
  authentication_error: 401,
  // The installation's own key, refused upstream. 401 and 403 would make a gateway put the desk's key aside for a minute.
  upstream_key_refused: 422,
  not_found_error: 404,
  request_too_large: 413,
  api_error: 502,
} as const

export type RefusalType = keyof typeof statusOf

export function refuse(response: Response, type: RefusalType, message: string): void {
  response.status(statusOf[type]).json({ type: 'error', error: { type, message } })
}
