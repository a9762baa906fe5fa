import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openApiDocument } from './openapi.ts'
import { allOperations } from './operations.ts'

const document = openApiDocument('https://deskhand.example')
const text = JSON.stringify(document)

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document))
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
  })

  it('refers only to what it contains', () => {
    const { components } = z
      .object({ components: z.record(z.string(), z.record(z.string(), z.unknown())) })
      .parse(document)
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference = '']) => reference)
    expect(references.length).toBeGreaterThan(50)
    const missing = references.filter((reference) => {
      const [, group = '', name = ''] = /^#\/components\/(\w+)\/([\w-]+)$/.exec(reference) ?? []
      return components[group]?.[name] === undefined
    })
    expect(missing).toEqual([])
  })

  it('says what the key of a worker may read beyond its own tasks', () => {
    const shared = allOperations.filter(({ orScope }) => orScope === 'work')
    expect(shared.length).toBeGreaterThan(0)
    for (const { id, description } of shared) expect(description, id).toContain('any task of the company')
  })

  it.each(allOperations.map((one) => [one.id, one] as const))(
    'names %s by its method and path',
    (id, one) => {
      const paths = z
        .record(z.string(), z.record(z.string(), z.object({ operationId: z.string() }).loose()))
        .parse(document.paths)
      expect(paths[one.path]?.[one.method.toLowerCase()]?.operationId).toBe(id)
    },
  )
})

describe('the registry', () => {
  it('has one operation for a method and path', () => {
    const places = allOperations.map(({ method, path }) => `${method} ${path}`)
    expect(new Set(places).size).toBe(places.length)
  })

  it.each(allOperations.map((one) => [one.id, one] as const))('shows true examples of %s', (_, one) => {
    const { body, answer } = one.example ?? {}
    if (body !== undefined) expect(one.body.safeParse(body).error).toBeUndefined()
    if (answer !== undefined) expect(one.answer.safeParse(answer).error).toBeUndefined()
    expect(one.answerKind !== 'json' || answer !== undefined).toBe(true)
  })

  it.each(allOperations.map((one) => [one.id, one] as const))(
    'names the parameters of %s as its path does',
    (_, one) => {
      const inPath = [...one.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect(
        Object.keys(z.object({ shape: z.record(z.string(), z.unknown()) }).parse(one.params).shape),
      ).toEqual(inPath)
    },
  )
})
