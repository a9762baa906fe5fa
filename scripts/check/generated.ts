// What is generated and committed is what its generator makes now.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Part } from './part.ts'
import { findingsOf, runTool } from './run-tool.ts'

function upToDate(name: string, generator: string): Part {
  return {
    name,
    async run(root) {
      if (!existsSync(join(root, generator))) return { findings: [`${generator} does not exist`] }
      return { findings: findingsOf(generator, await runTool(root, 'node', [generator, '--check'])) }
    },
  }
}

export const databaseTypes = upToDate('database types', 'scripts/generate-db-types.ts')
export const roleContent = upToDate('role content', 'scripts/generate-role-content.ts')
