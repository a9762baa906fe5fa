// Tests are sorted by what they need, which their file name says: see CONTRIBUTING.md.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const second = 1000
const anywhere = ['**/node_modules/**', '**/.next/**', '**/.deskhand/**']
const suffixed = ['db', 'process', 'e2e', 'chaos'].map((kind) => `**/*.${kind}.test.ts`)

/** What a kind of test needs before its first file, when somebody has written it. */
const setupOf = (kind: string) => [`tests/support/${kind}-setup.ts`].filter((file) => existsSync(file))

interface Kind {
  name: string
  include: string[]
  exclude?: string[]
  testTimeoutMs: number
  /** How many files run at once. */
  atOnce: number
}

const kinds: Kind[] = [
  {
    name: 'unit',
    include: ['**/*.test.ts', '**/*.test.tsx'],
    exclude: suffixed,
    testTimeoutMs: 20 * second,
    atOnce: 2,
  },
  { name: 'db', include: ['**/*.db.test.ts'], testTimeoutMs: 60 * second, atOnce: 2 },
  { name: 'process', include: ['**/*.process.test.ts'], testTimeoutMs: 240 * second, atOnce: 1 },
  { name: 'e2e', include: ['tests/e2e/**/*.e2e.test.ts'], testTimeoutMs: 240 * second, atOnce: 1 },
  { name: 'chaos', include: ['tests/chaos/**/*.chaos.test.ts'], testTimeoutMs: 300 * second, atOnce: 1 },
]

export default defineConfig({
  test: {
    projects: kinds.map(({ name, include, exclude = [], testTimeoutMs, atOnce }, order) => ({
      resolve: {
        // Outside Next nothing marks code as server code; the package's own empty module stands in.
        alias: {
          'server-only': fileURLToPath(new URL('node_modules/server-only/empty.js', import.meta.url)),
        },
      },
      test: {
        name,
        include,
        exclude: [...anywhere, ...exclude],
        globalSetup: setupOf(name),
        testTimeout: testTimeoutMs,
        hookTimeout: testTimeoutMs,
        // A shared machine may starve a process once; twice in a row is a fault.
        retry: name === 'unit' || name === 'db' ? 0 : 1,
        maxWorkers: atOnce,
        sequence: { groupOrder: order },
      },
    })),
  },
})
