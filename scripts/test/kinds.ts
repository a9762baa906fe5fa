// The kinds of tests, sorted by what they need, which their file name says: see CONTRIBUTING.md.

import { availableParallelism } from 'node:os'

const second = 1000
/** A whole product with its gateways and a browser keeps two processors busy. */
const productsAtOnce = availableParallelism() >= 4 ? 2 : 1

export interface Kind {
  name: string
  include: string[]
  testTimeoutMs: number
  /** How many files run at once. */
  atOnce: number
  /** A shared machine may starve a process once; twice in a row is a fault. */
  retry: 0 | 1
  /** Runs only where a Docker engine answers. */
  needsEngine?: true
}

/** In the order they run: what is quick and says most comes first. */
export const kinds: readonly Kind[] = [
  {
    name: 'unit',
    include: ['**/*.test.ts', '**/*.test.tsx'],
    testTimeoutMs: 20 * second,
    atOnce: 2,
    retry: 0,
  },
  { name: 'db', include: ['**/*.db.test.ts'], testTimeoutMs: 60 * second, atOnce: 2, retry: 0 },
  {
    name: 'process',
    include: ['**/*.process.test.ts'],
    testTimeoutMs: 240 * second,
    atOnce: productsAtOnce,
    retry: 1,
  },
  {
    name: 'docker',
    include: ['**/*.docker.test.ts'],
    testTimeoutMs: 240 * second,
    atOnce: productsAtOnce,
    retry: 1,
    needsEngine: true,
  },
  {
    name: 'attack',
    include: ['tests/attack/**/*.attack.test.ts'],
    testTimeoutMs: 300 * second,
    atOnce: productsAtOnce,
    retry: 1,
    needsEngine: true,
  },
  {
    name: 'e2e',
    include: ['tests/e2e/**/*.e2e.test.ts'],
    testTimeoutMs: 240 * second,
    atOnce: productsAtOnce,
    retry: 1,
  },
  {
    name: 'chaos',
    include: ['tests/chaos/**/*.chaos.test.ts'],
    testTimeoutMs: 300 * second,
    atOnce: 1,
    retry: 1,
  },
  {
    name: 'docker-chaos',
    include: ['tests/chaos/**/*.docker-chaos.test.ts'],
    testTimeoutMs: 300 * second,
    atOnce: 1,
    retry: 1,
    needsEngine: true,
  },
]

/** What the names of other kinds' files look like: a unit test is one that is none of them. */
export const suffixed = kinds.filter(({ name }) => name !== 'unit').map(({ name }) => `**/*.${name}.test.ts`)
