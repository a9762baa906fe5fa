import { describe, expect, it } from 'vitest'
import { defaultModel, modelById, models } from './models.ts'
import { priceOn } from './prices.ts'

describe('models', () => {
  it('know the default', () => expect(modelById(defaultModel)).toBeDefined())
  it('have each id once', () => expect(new Set(models.map(({ id }) => id)).size).toBe(models.length))
  it('are found by the dated name of an answer', () =>
    expect(modelById('claude-haiku-4-5-20251001')?.id).toBe('claude-haiku-4-5'))
  it('do not know strangers', () => expect(modelById('gpt-4')).toBeUndefined())
  it('all have a price by now', () =>
    expect(models.filter(({ id }) => !priceOn(id, new Date('2026-01-01')))).toEqual([]))
})
