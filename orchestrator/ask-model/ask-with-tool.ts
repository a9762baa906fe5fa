// Asks Claude one question that it has to answer with one tool: an answer in a known shape. The platform's own calls, at nobody's desk.
import Anthropic, { APIConnectionError, APIError, APIUserAbortError } from '@anthropic-ai/sdk'
import type { Model } from '#lib/model/models.ts'
import { noUsage, type TokenUsage } from '#lib/model/prices.ts'
import type { Upstream } from '#orchestrator/model-proxy/pass-on.ts'

export interface ToolQuestion {
  model: Model
  system: string
  /** In turns: ours first, then what the model said to it, and so on. */
  turns: readonly string[]
  tool: { name: string; description: string; inputSchema: Record<string, unknown> }
  maxTokens: number
  timeoutMs: number
  signal: AbortSignal
}

export interface ToolAnswer {
  /** What the tool was called with, as the model wrote it: it may not even be JSON. */
  json: string
  usage: TokenUsage
  httpStatus: number | null
  firstByteMs: number | null
  failure: ModelFailure | undefined
}

export interface ModelFailure {
  /** Stopped by us, refused for good, or perhaps better later. */
  kind: 'aborted' | 'refused' | 'unavailable'
  text: string
  retryAfterMs: number
}

/** Never throws: what became of the call is in the answer, with what it used up to there. */
export async function askWithTool(upstream: Upstream, question: ToolQuestion): Promise<ToolAnswer> {
  const startedAt = performance.now()
  const answer: ToolAnswer = {
    json: '',
    usage: noUsage(),
    httpStatus: null,
    firstByteMs: null,
    failure: undefined,
  }
  const time = AbortSignal.timeout(question.timeoutMs)
  try {
    const { data: stream, response } = await clientOf(upstream)
      .messages.create(requestOf(question), {
        signal: AbortSignal.any([question.signal, time]),
        maxRetries: 0,
      })
      .withResponse()
    answer.httpStatus = response.status
    for await (const event of stream) {
      answer.firstByteMs ??= performance.now() - startedAt
      take(answer, event)
    }
  } catch (error) {
    answer.failure = failureOf(error, question.signal, time)
    if (error instanceof APIError && typeof error.status === 'number') answer.httpStatus = error.status
  }
  return answer
}

function clientOf({ url, apiKey }: Upstream): Anthropic {
  // Nothing is taken from this process's environment: not its address, not another way to prove who asks.
  return new Anthropic({
    apiKey: apiKey ?? 'practice',
    authToken: null,
    baseURL: url,
    maxRetries: 0,
    logLevel: 'off',
  })
}

function requestOf({
  model,
  system,
  turns,
  tool,
  maxTokens,
}: ToolQuestion): Anthropic.MessageCreateParamsStreaming {
  const { name, description, inputSchema } = tool
  return {
    model: model.id,
    max_tokens: maxTokens,
    system,
    messages: turns.map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content })),
    tools: [{ name, description, input_schema: { ...inputSchema, type: 'object' } }],
    tool_choice: { type: 'tool', name },
    stream: true,
  }
}

function take(answer: ToolAnswer, event: Anthropic.RawMessageStreamEvent): void {
  if (event.type === 'message_start') count(answer.usage, event.message.usage)
  else if (event.type === 'message_delta') count(answer.usage, event.usage)
  else if (event.type === 'content_block_delta' && event.delta.type === 'input_json_delta')
    answer.json += event.delta.partial_json
}

interface ToldUsage {
  input_tokens: number | null
  output_tokens: number
  cache_read_input_tokens: number | null
  cache_creation_input_tokens: number | null
}

/** Later reports replace earlier ones: the counts of a stream are cumulative. */
function count(usage: TokenUsage, told: ToldUsage): void {
  usage.inputTokens = told.input_tokens ?? usage.inputTokens
  usage.outputTokens = told.output_tokens
  usage.cacheReadTokens = told.cache_read_input_tokens ?? usage.cacheReadTokens
  usage.cacheWriteTokens = told.cache_creation_input_tokens ?? usage.cacheWriteTokens
}

function failureOf(error: unknown, ours: AbortSignal, time: AbortSignal): ModelFailure {
  if (ours.aborted) return { kind: 'aborted', text: 'It was stopped.', retryAfterMs: 0 }
  if (time.aborted)
    return { kind: 'unavailable', text: 'The model took too long to answer.', retryAfterMs: 0 }
  if (
    error instanceof APIUserAbortError ||
    error instanceof APIConnectionError ||
    !(error instanceof APIError)
  )
    return { kind: 'unavailable', text: 'The model provider could not be reached.', retryAfterMs: 0 }
  return refusalOf(error)
}

const second = 1000

function refusalOf({ status, headers }: InstanceType<typeof APIError>): ModelFailure {
  const retryAfterMs = (Number(headers?.get('retry-after')) || 0) * second
  if (status === 401 || status === 403)
    return { kind: 'refused', text: 'The model provider refused the installation’s key.', retryAfterMs }
  if (status === 429)
    return { kind: 'unavailable', text: 'The model provider’s rate limit is reached.', retryAfterMs }
  if (status === undefined || status >= 500)
    return { kind: 'unavailable', text: 'The model provider has an outage.', retryAfterMs }
  return { kind: 'refused', text: `The model provider refused the question (${status}).`, retryAfterMs }
}
