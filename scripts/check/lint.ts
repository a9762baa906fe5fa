// Biome: format and lint, without writing. Warnings count: what we do not want to hear is off in biome.json.
import { relative } from 'node:path'
import type { Part } from './part.ts'
import { findingsOf, runTool } from './run-tool.ts'

/** `::error title=rule,file=a.ts,line=3,…::message`, the most compact of its reports. */
const reported = /^::\w+ title=([^,]*),file=([^,]*),line=(\d+),.*?::(.*)$/

export const lint: Part = {
  name: 'lint and format',
  async run(root) {
    const args = [
      'ci',
      '--reporter=github',
      '--error-on-warnings',
      '--max-diagnostics=200',
      '--diagnostic-level=warn',
      '.',
    ]
    const result = await runTool(root, 'biome', args)
    const findings = result.stdout.split('\n').flatMap((line) => {
      const [, rule, file, at, message] = line.match(reported) ?? []
      return file ? [`${relative(root, file)}:${at} ${rule}: ${message}`] : []
    })
    // Something went wrong that is not about a file: its own configuration, say.
    return { findings: findings.length > 0 ? findings : findingsOf('biome', result) }
  },
}
