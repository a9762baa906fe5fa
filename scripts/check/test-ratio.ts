// How many lines of tests stand beside each line of code.
import type { Part } from './part.ts'
import { countLines, isModule, isTest, readSource, sourceFiles } from './source-files.ts'

const target = 0.9
const limit = 0.6

const counts = (file: string) => (isModule(file) || file.endsWith('.sql')) && !file.startsWith('benches/')

export const testRatio: Part = {
  name: 'test lines / code lines',
  run(root) {
    const lines = { test: 0, code: 0 }
    for (const file of sourceFiles(root).filter(counts)) {
      lines[isTest(file) ? 'test' : 'code'] += countLines(readSource(root, file))
    }
    const ratio = lines.code === 0 ? 1 : lines.test / lines.code
    const note = `${ratio.toFixed(2)} (${lines.test} / ${lines.code}); aim ${target}, limit ${limit}`
    return { findings: ratio < limit ? [`test lines / code lines is ${note}`] : [], note }
  },
}
