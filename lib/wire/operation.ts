// What one operation of the REST API is: the route that serves it and the OpenAPI document are both made from this.
import { z } from 'zod'
import type { scopes } from './api-key.ts'
import { attachmentLimits } from './message.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** How an answer travels: as JSON, as a stream of events, as the bytes of a file, or not at all. */
export type AnswerKind = 'json' | 'events' | 'file' | 'nothing'

export interface Operation<Params = unknown, Query = unknown, Body = unknown, Answer = unknown> {
  id: string
  method: Method
  /** Below /api/v1, parameters in braces. */
  path: string
  tag: string
  /** The noun in "There is no such …". */
  thing: string
  summary: string
  description: string
  scope: (typeof scopes)[number]
  /** A key with this scope may do it as well. */
  orScope: (typeof scopes)[number] | undefined
  /** Only people do this; a key belongs to nobody who could. */
  peopleOnly: boolean
  /** The body is a file instead of JSON. */
  upload: boolean
  /** How large that file may be. */
  uploadMaxBytes: number
  /** The answer holds a secret that is shown once and never kept, not even for a repeated request. */
  answersSecret: boolean
  params: z.ZodType<Params>
  query: z.ZodType<Query>
  body: z.ZodType<Body>
  answer: z.ZodType<Answer>
  answerKind: AnswerKind
  status: 200 | 201 | 202 | 204
  example?: { body?: unknown; answer?: unknown }
}

export const noFields: z.ZodType<Record<string, never>> = z.strictObject({})
export const noBody = z.undefined()
export const noAnswer = z.undefined()

type Rest =
  | 'description'
  | 'peopleOnly'
  | 'upload'
  | 'uploadMaxBytes'
  | 'orScope'
  | 'answersSecret'
  | 'answerKind'
  | 'params'
  | 'query'
  | 'body'

/** Fills in what most operations have in common. */
export function operation<
  Params = Record<string, never>,
  Query = Record<string, never>,
  Body = undefined,
  Answer = unknown,
>(
  facts: Omit<Operation<Params, Query, Body, Answer>, Rest> & {
    description?: string
    peopleOnly?: true
    upload?: true
    uploadMaxBytes?: number
    orScope?: (typeof scopes)[number]
    answersSecret?: true
    answerKind?: AnswerKind
    params: z.ZodType<Params>
    query: z.ZodType<Query>
    body: z.ZodType<Body>
  },
): Operation<Params, Query, Body, Answer> {
  return {
    description: '',
    peopleOnly: false,
    upload: false,
    uploadMaxBytes: attachmentLimits.maxBytes,
    orScope: undefined,
    answersSecret: false,
    answerKind: 'json',
    ...facts,
  }
}
