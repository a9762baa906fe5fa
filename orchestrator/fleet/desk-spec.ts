// Renders what a desk shall be from what is known of its employee and company. Only its files say who sits there: the
// configuration is the same for everybody, so that a waiting desk becomes somebody's without a restart. Pure but for the secrets
// it derives.
import { createHash } from 'node:crypto'
import { gatewayTokenOf, modelKeyOf } from '#lib/desk/desk-keys.ts'
import { gatewayConfig } from '#lib/desk/gateway-config.ts'
import { defaultModel, offeredModels } from '#lib/model/models.ts'
import { offeredPrices } from '#lib/model/prices.ts'
import { type Home, type HomeInput, renderHome } from '#lib/role/render-home.ts'
import { roles } from '#lib/role/roles.ts'
import type { DeskSpec, GatewayPlace } from '#orchestrator/runtime/desk-runtime.ts'
import type { Release } from './releases/choose-release.ts'
import { waitingHome } from './waiting-home.ts'

export interface DeskFacts {
  deskId: string
  generation: number
  /** null: nobody sits there yet. */
  home: HomeInput | null
  /** The build it shall run; null for the host's own. */
  release?: string | null
}

export interface Installation {
  installationSecret: string
  /** As desks reach it, without /v1. */
  modelProxyUrl: string
  /** Builds on offer, where the runtime has builds to choose from. */
  releases?: readonly Release[]
}

/** Which of them an employee has is decided by the files in their workspace. */
const everySkill = [...new Set(roles.flatMap((role) => role.skills.map(({ key }) => key)))].sort()

const tokensPerPrice = 1_000_000

const gatewayModels = () =>
  offeredModels().map(({ id, name, contextWindow, maxTokens }) => ({
    id,
    name,
    contextWindow,
    maxTokens,
    costMicrosPerToken: costsOf(id),
  }))

/** For the gateway's own display, which nobody sees: what counts is counted by the model proxy. */
function costsOf(modelId: string) {
  // The first price of the table: one that changes must not restart every desk.
  const price = offeredPrices().find((one) => one.modelId === modelId)
  const perToken = (micros = 0) => micros / tokensPerPrice
  return {
    input: perToken(price?.input),
    output: perToken(price?.output),
    cacheRead: perToken(price?.cacheRead),
    cacheWrite: perToken(price?.cacheWrite),
  }
}

/** @throws AppError not_found for a role or a tone that does not exist any more. */
export function deskSpec(facts: DeskFacts, { installationSecret, modelProxyUrl }: Installation): DeskSpec {
  const { deskId, generation, release = null } = facts
  const { files, filesHash }: Pick<Home, 'files' | 'filesHash'> = facts.home
    ? renderHome(facts.home)
    : waitingHome
  const configAt = (place: GatewayPlace) =>
    gatewayConfig({
      ...place,
      modelBaseUrl: place.modelProxyUrl ?? modelProxyUrl,
      ...(place.browserUrl ? { browser: { cdpUrl: place.browserUrl } } : {}),
      model: defaultModel,
      models: gatewayModels(),
      skills: everySkill,
    })
  const environment = {
    OPENCLAW_GATEWAY_TOKEN: gatewayTokenOf(installationSecret, deskId, generation),
    ANTHROPIC_API_KEY: modelKeyOf(installationSecret, deskId, generation),
  }
  return {
    deskId,
    generation,
    files: [...files],
    filesHash,
    gatewayConfig: configAt,
    configHash: digest([configAt(anywhere), environment, ...(release === null ? [] : [release])]),
    environment,
    hostname: `desk-${deskId.slice(0, 8)}`,
    release,
  }
}

/** Where a gateway runs is the runtime's business: it is no change of the configuration. */
const anywhere: GatewayPlace = { port: 0, workspaceDir: '/', stateDir: '/' }

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}
