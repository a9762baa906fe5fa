import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const versions = z.record(z.string(), z.string()).default({})
const manifest = z.object({
  dependencies: versions,
  devDependencies: versions,
  optionalDependencies: versions,
})
const read = (path: string) =>
  manifest.parse(JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')))

describe('the image of workers', () => {
  const product = read('../../package.json')
  const image = read('node/package.json')

  it('has the libraries of the product, in its versions', () => {
    for (const [name, version] of Object.entries(image.dependencies))
      expect([name, version]).toEqual([name, product.dependencies[name]])
  })

  it('has its Node', () =>
    expect(new Set(Object.values(image.optionalDependencies))).toEqual(
      new Set([product.devDependencies.node]),
    ))
})
