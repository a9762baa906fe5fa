import { describe, expect, it } from 'vitest'
import { costMicrosOf, defaultModel, type Model, modelById, models } from './models.ts'

const none = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 }
const million = 1_000_000

function known(id: string): Model {
  const model = modelById(id)
  if (!model) throw new Error(`no model ${id}`)
  return model
}

describe('models', () => {
  it('know the default', () => expect(modelById(defaultModel)).toBeDefined())
  it('have each id once', () => expect(new Set(models.map(({ id }) => id)).size).toBe(models.length))
  it('price in whole micro-dollars', () =>
    expect(
      models.flatMap(({ price }) => Object.values(price)).filter((price) => !Number.isInteger(price)),
    ).toEqual([]))
  it('are found by the dated name of an answer', () =>
    expect(modelById('claude-haiku-4-5-20251001')?.id).toBe('claude-haiku-4-5'))
  it('do not know strangers', () => expect(modelById('gpt-4')).toBeUndefined())
})

describe('costMicrosOf', () => {
  it.each([
    ['claude-haiku-4-5', 1, 5, 0.1, 1.25],
    ['claude-sonnet-4-5', 3, 15, 0.3, 3.75],
    ['claude-opus-4-5', 5, 25, 0.5, 6.25],
  ])('%s costs its list price per million tokens', (id, input, output, cacheRead, cacheWrite) => {
    const model = known(id)
    expect(costMicrosOf(model, { ...none, inputTokens: million })).toBe(input * million)
    expect(costMicrosOf(model, { ...none, outputTokens: million })).toBe(output * million)
    expect(costMicrosOf(model, { ...none, cacheReadTokens: million })).toBe(cacheRead * million)
    expect(costMicrosOf(model, { ...none, cacheWriteTokens: million })).toBe(cacheWrite * million)
  })

  it('adds up the kinds of tokens', () =>
    expect(
      costMicrosOf(known('claude-sonnet-4-5'), {
        inputTokens: 1000,
        outputTokens: 200,
        cacheReadTokens: 10_000,
        cacheWriteTokens: 400,
      }),
    ).toBe(3000 + 3000 + 3000 + 1500))

  it('rounds up, so that one cached token is not free', () =>
    expect(costMicrosOf(known('claude-haiku-4-5'), { ...none, cacheReadTokens: 1 })).toBe(1))
})
