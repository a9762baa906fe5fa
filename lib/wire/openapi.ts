// The OpenAPI 3.1 document of REST v1, made from the registry: what it says is what the routes do.
import { z } from 'zod'
import { apiKey, createApiKeyInput, createdApiKey } from './api-key.ts'
import { employee, hireInput, updateEmployeeInput } from './employee.ts'
import { exampleProblem } from './examples.ts'
import { me } from './me.ts'
import { attachment, message, sendMessageInput, toolCall } from './message.ts'
import type { Operation } from './operation.ts'
import { allOperations, apiBase } from './operations.ts'
import { failure, problem } from './shapes.ts'
import { decideSiteInput, siteList } from './site.ts'
import { comment, createTaskInput, task, taskCard, taskFile, updateTaskInput } from './task.ts'
import { taskCost, usage } from './usage.ts'

type Json = Record<string, unknown>

const named = {
  Employee: employee,
  HireInput: hireInput,
  UpdateEmployeeInput: updateEmployeeInput,
  Message: message,
  SendMessageInput: sendMessageInput,
  ToolCall: toolCall,
  Attachment: attachment,
  Me: me,
  SiteList: siteList,
  DecideSiteInput: decideSiteInput,
  Task: task,
  TaskCard: taskCard,
  CreateTaskInput: createTaskInput,
  UpdateTaskInput: updateTaskInput,
  Comment: comment,
  TaskFile: taskFile,
  Usage: usage,
  TaskCost: taskCost,
  ApiKey: apiKey,
  CreateApiKeyInput: createApiKeyInput,
  CreatedApiKey: createdApiKey,
  Failure: failure,
  Problem: problem,
}

/** The refusals any operation may answer with, by status. */
export const refusals: Record<string, string> = {
  400: 'The request is not valid; `fields` names what is wrong.',
  401: 'No key, or one that is unknown, revoked or expired.',
  402: 'A plan is needed first.',
  403: 'The key lacks the scope, or the person the role.',
  404: 'Unknown, or not yours: both look the same.',
  405: 'The address has no such method.',
  409: 'It does not go together with what is there now, or a limit is reached.',
  410: 'Too late.',
  413: 'Larger than the limit.',
  415: 'A content type that cannot be read.',
  422: 'The Idempotency-Key was used for another request.',
  429: 'Too many requests; Retry-After says how long to wait.',
  500: 'Our fault; tell us the requestId.',
  503: 'Not available at the moment; Retry-After says when to try again.',
}

export function openApiDocument(siteUrl: string): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Deskhand',
      version: '1.0.0',
      description:
        'Hire AI employees, talk to them and follow what they do. Field names are camelCase, times ISO 8601 in UTC, money in micro-dollars, ids UUIDs.',
    },
    servers: [{ url: `${siteUrl}${apiBase}` }],
    security: [{ apiKey: [] }, { session: [] }],
    tags: [...new Set(allOperations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths: pathsOf(allOperations),
    components: {
      securitySchemes,
      schemas: Object.fromEntries(
        Object.entries(named).map(([name, shape]) => [name, jsonSchemaOf(shape, direction(name), name)]),
      ),
      responses: Object.fromEntries(
        Object.entries(refusals).map(([status, words]) => [`Problem${status}`, refusalOf(words)]),
      ),
      headers: rateHeaders,
    },
  }
}

const securitySchemes = {
  apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of the company: dh_live_…' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'sb-auth-token',
    description: "The browser's session; changes are accepted from Deskhand's own pages only.",
  },
}

const whole = { type: 'integer' }
const rateHeaders = {
  'RateLimit-Limit': { description: 'Requests in a minute', schema: whole },
  'RateLimit-Remaining': { description: 'Requests left in this minute', schema: whole },
  'RateLimit-Reset': { description: 'Seconds until the next minute begins', schema: whole },
  'X-Request-Id': { description: 'Names this request in our log', schema: { type: 'string' } },
}
const everyHeader = Object.fromEntries(
  Object.keys(rateHeaders).map((name) => [name, { $ref: `#/components/headers/${name}` }]),
)

function pathsOf(operations: readonly Operation[]): Json {
  const paths: Record<string, Json> = {}
  for (const one of operations) {
    paths[one.path] = { ...paths[one.path], [one.method.toLowerCase()]: operationOf(one) }
  }
  return paths
}

function operationOf(one: Operation): Json {
  const body = bodyOf(one)
  return {
    operationId: one.id,
    tags: [one.tag],
    summary: one.summary,
    description: [one.description, scopeInWords(one)].filter(Boolean).join('\n\n'),
    ...(one.peopleOnly && { security: [{ session: [] }] }),
    parameters: parametersOf(one),
    ...(body && { requestBody: { required: true, content: body } }),
    responses: { [one.status]: successOf(one), ...refusalsOf(one) },
  }
}

function scopeInWords(one: Operation): string {
  if (one.peopleOnly) return 'For people only, no keys.'
  return `Needs the scope \`${one.scope}\`${one.orScope ? ` or \`${one.orScope}\`` : ''}.`
}

function parametersOf(one: Operation): Json[] {
  const idempotencyKey = {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'The same key with the same request does it once and answers alike; kept for a day.',
    schema: { type: 'string', minLength: 1, maxLength: 120 },
  }
  const lastEventId = { name: 'Last-Event-ID', in: 'header', schema: { type: 'string' } }
  return [
    ...fieldsOf(one.params).map((field) => ({ ...field, in: 'path', required: true })),
    ...fieldsOf(one.query).map((field) => ({ ...field, in: 'query' })),
    ...(one.method === 'POST' ? [idempotencyKey] : []),
    ...(one.answerKind === 'events' ? [lastEventId] : []),
  ]
}

const objectSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  required: z.array(z.string()).default([]),
})

export interface SchemaField {
  name: string
  required: boolean
  schema: Json
}

/** The fields of an object, as its JSON schema tells them. */
export function fieldsOf(shape: z.ZodType): SchemaField[] {
  const { properties, required } = objectSchema.parse(jsonSchemaOf(shape, 'input', nameOf(shape)))
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    required: required.includes(name),
    schema,
  }))
}

function bodyOf(one: Operation): Json | undefined {
  if (one.upload) {
    const file = { type: 'string', contentMediaType: 'application/octet-stream' }
    const form = { type: 'object', required: ['file'], properties: { file } }
    const bytes = {
      schema: { type: 'string', maxLength: one.uploadMaxBytes, contentMediaType: '*/*' },
    }
    return { 'multipart/form-data': { schema: form }, 'application/octet-stream': bytes }
  }
  if (one.body.safeParse(undefined).success) return undefined
  const { example } = one
  return {
    'application/json': {
      schema: jsonSchemaOf(one.body, 'input'),
      ...(example?.body !== undefined && { example: example.body }),
    },
  }
}

function successOf(one: Operation): Json {
  const description = { 200: 'Done', 201: 'Made', 202: 'Accepted', 204: 'Done; nothing to say' }[one.status]
  const content = answerContentOf(one)
  return { description, headers: everyHeader, ...(content && { content }) }
}

function answerContentOf(one: Operation): Json | undefined {
  if (one.answerKind === 'nothing') return undefined
  if (one.answerKind === 'file') return { '*/*': { schema: {} } }
  const schema = jsonSchemaOf(one.answer, 'output')
  if (one.answerKind === 'events') return { 'text/event-stream': { schema } }
  const example = one.example?.answer
  return { 'application/json': { schema, ...(example !== undefined && { example }) } }
}

function refusalsOf(one: Operation): Json {
  const always = ['401', '403', '429', '500', '503']
  const isSent = one.upload || !one.body.safeParse(undefined).success
  const statuses = [
    ...always,
    ...(isSent || fieldsOf(one.query).length > 0 ? ['400'] : []),
    ...(isSent ? ['413', '415'] : []),
    ...(one.path.includes('{') ? ['404'] : []),
    ...(one.method === 'POST' ? ['409', '422'] : []),
    ...(one.id === 'hireEmployee' || one.id === 'takeBackEmployee' ? ['402', '410'] : []),
    ...(one.tag === 'Desktop' && one.method === 'POST' ? ['402'] : []),
  ].sort()
  return Object.fromEntries(
    statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
  )
}

function refusalOf(description: string): Json {
  const schema = { $ref: '#/components/schemas/Problem' }
  return {
    description,
    headers: everyHeader,
    content: { 'application/problem+json': { schema, example: exampleProblem } },
  }
}

function direction(name: string): 'input' | 'output' {
  return name.endsWith('Input') ? 'input' : 'output'
}

/** Shapes that have a name become references to it, except the shape `self` itself. */
function jsonSchemaOf(shape: z.ZodType, io: 'input' | 'output', self?: string): Json {
  const schema = z.toJSONSchema(shape, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const name = nameOf(zodSchema)
      if (name && name !== self) {
        for (const key of Object.keys(jsonSchema)) delete jsonSchema[key]
        jsonSchema.$ref = `#/components/schemas/${name}`
      }
      // The format says it; the pattern behind it is no reading.
      if (jsonSchema.format === 'uuid' || jsonSchema.format === 'date-time') delete jsonSchema.pattern
    },
  })
  delete schema.$schema
  return schema
}

function nameOf(shape: z.core.$ZodType): string | undefined {
  return Object.entries(named).find(([, one]) => one === shape)?.[0]
}
