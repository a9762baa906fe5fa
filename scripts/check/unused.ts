// knip: files, exports and dependencies that nothing uses. Its entries stand in knip.json.
import type { Part } from './part.ts'
import { findingsOf, runTool } from './run-tool.ts'

export const unused: Part = {
  name: 'unused files, exports, dependencies',
  async run(root) {
    const args = ['--no-progress', '--no-config-hints', '--reporter', 'compact']
    return { findings: findingsOf('knip', await runTool(root, 'knip', args)) }
  },
}
