import 'server-only'
import { readFileSync } from 'node:fs'
import { type ConfiguredModels, readConfiguredModels } from '#lib/model/configured-models.ts'
import { type Model, offerModels } from '#lib/model/models.ts'
import { appEnv } from './env.ts'

/** What the installation offers beside Claude, read on first use. @throws Error naming what is wrong with the file. */
export function configuredModels(): readonly Model[] {
  if (!globalThis.deskhandModels) offerModels(readFile())
  return globalThis.deskhandModels?.models ?? []
}

function readFile(): ConfiguredModels {
  const { MODELS_FILE } = appEnv()
  if (!MODELS_FILE) return { models: [], prices: [] }
  return readConfiguredModels(readFileSync(MODELS_FILE, 'utf8'), new Date())
}
