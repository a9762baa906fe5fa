// TypeScript over the whole tree; Next first writes the types of the routes that exist.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Part } from './part.ts'
import { findingsOf, runTool } from './run-tool.ts'

export const types: Part = {
  name: 'types',
  async run(root) {
    if (existsSync(join(root, 'app'))) {
      const routes = await runTool(root, 'next', ['typegen'])
      if (routes.code !== 0) return { findings: findingsOf('next typegen', routes) }
    }
    const result = await runTool(root, 'tsc', ['--noEmit', '--pretty', 'false', '-p', '.'])
    return { findings: findingsOf('tsc', result) }
  },
}
