// The models an employee can think with. What they cost: prices.ts. Those of other providers: configured-models.ts.
import type { DatedPrice } from './prices.ts'

export interface Model {
  id: string
  name: string
  /** In a few words, for people who choose. */
  strength: string
  contextWindow: number
  maxTokens: number
}

const size = { contextWindow: 200_000, maxTokens: 64_000 }

/** Those that every installation offers. */
export const models: readonly Model[] = [
  {
    id: 'claude-haiku-4-5',
    name: 'Claude Haiku 4.5',
    strength: 'Quick and cheap: short answers, sorting, routine work',
    ...size,
  },
  {
    id: 'claude-sonnet-4-5',
    name: 'Claude Sonnet 4.5',
    strength: 'The all-rounder: writing, research, code',
    ...size,
  },
  {
    id: 'claude-opus-4-5',
    name: 'Claude Opus 4.5',
    strength: 'The most careful: hard problems, long work',
    ...size,
  },
]

export const defaultModel = 'claude-sonnet-4-5'

declare global {
  // Next.js bundles routes and pages apart: a module variable would be known to one of them.
  var deskhandModels: { models: readonly Model[]; prices: readonly DatedPrice[] } | undefined
}

/** Offers models of other providers besides, from the start of a process on. */
export function offerModels(configured: { models: readonly Model[]; prices: readonly DatedPrice[] }): void {
  globalThis.deskhandModels = configured
}

/** All that can be chosen. */
export function offeredModels(): readonly Model[] {
  return [...models, ...(globalThis.deskhandModels?.models ?? [])]
}

/** Finds the model by its id or by the dated name an answer carries (claude-haiku-4-5-20251001). */
export function modelById(id: string): Model | undefined {
  const undated = id.replace(/-\d{8}$/, '')
  return offeredModels().find((model) => model.id === undated)
}
