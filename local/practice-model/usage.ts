/** Token figures that look like the real thing: about four characters a token, and a prompt cache that warms up. */
import { createHash } from 'node:crypto'
import { type ModelRequest, systemText } from './conversation.ts'

export type InputUsage = {
  input_tokens: number
  cache_creation_input_tokens: number
  cache_read_input_tokens: number
}

const charactersPerToken = 4
const rememberedPrefixes = 1000

export function countTokens(text: string): number {
  return Math.max(1, Math.ceil(text.length / charactersPerToken))
}

export function countRequestTokens(request: ModelRequest): number {
  return countTokens(prefixOf(request)) + countTokens(JSON.stringify(request.messages))
}

/** One cache per server: a system prompt and tools seen before are read from it, when the request asks for caching. */
export function createPromptCache(): (request: ModelRequest, apiKey: string) => InputUsage {
  const seen = new Set<string>()
  return (request, apiKey) => {
    const prefix = prefixOf(request)
    const messageTokens = countTokens(JSON.stringify(request.messages))
    const prefixTokens = countTokens(prefix)
    if (!JSON.stringify([request.system, request.tools]).includes('"cache_control"')) {
      return usage(messageTokens + prefixTokens, 0, 0)
    }
    const key = createHash('sha256').update(apiKey).update('\0').update(prefix).digest('base64')
    if (seen.has(key)) return usage(messageTokens, 0, prefixTokens)
    if (seen.size >= rememberedPrefixes) seen.clear()
    seen.add(key)
    return usage(messageTokens, prefixTokens, 0)
  }
}

function prefixOf(request: ModelRequest): string {
  return systemText(request) + JSON.stringify(request.tools ?? [])
}

function usage(input: number, created: number, read: number): InputUsage {
  return { input_tokens: input, cache_creation_input_tokens: created, cache_read_input_tokens: read }
}
