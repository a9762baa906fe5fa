// The kinds of tests as vitest's projects. What each kind needs stands in scripts/test/kinds.ts.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { kinds, suffixed } from './scripts/test/kinds.ts'

const anywhere = ['**/node_modules/**', '**/.next/**', '**/.deskhand/**']

/** What a kind of test needs before its first file, when somebody has written it. */
const setupOf = (kind: string) => [`tests/support/${kind}-setup.ts`].filter((file) => existsSync(file))

export default defineConfig({
  test: {
    projects: kinds.map(({ name, include, testTimeoutMs, atOnce, retry }, order) => ({
      resolve: {
        // Outside Next nothing marks code as server code; the package's own empty module stands in.
        alias: {
          'server-only': fileURLToPath(new URL('node_modules/server-only/empty.js', import.meta.url)),
        },
      },
      test: {
        name,
        include,
        exclude: [...anywhere, ...(name === 'unit' ? suffixed : [])],
        globalSetup: setupOf(name),
        // Component tests may turn the clock, and wait for nothing outside.
        setupFiles: name === 'unit' ? [] : ['tests/support/patience.ts'],
        testTimeout: testTimeoutMs,
        hookTimeout: testTimeoutMs,
        retry,
        maxWorkers: atOnce,
        // Findings are told, not counted.
        chaiConfig: { truncateThreshold: 2000 },
        sequence: { groupOrder: order },
      },
    })),
  },
})
