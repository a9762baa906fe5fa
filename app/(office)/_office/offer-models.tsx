'use client'
import type { Model } from '#lib/model/models.ts'
import { offerModels } from '#lib/model/models.ts'

/** Tells the browser what is offered beside Claude, before anything of the office is drawn. Prices stay with the server. */
export function OfferModels({ models }: { models: readonly Model[] }) {
  if (typeof window !== 'undefined') offerModels({ models, prices: [] })
  return null
}
