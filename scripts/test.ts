// `npm test [-- part … [file pattern …]]`: every part runs, also after a failed one; the last line counts everything.
import { join } from 'node:path'
import { allParts, runParts } from './check/run-parts.ts'
import { add, type Count, none } from './test/count.ts'
import { runVitest } from './test/run-vitest.ts'

const root = join(import.meta.dirname, '..')

/** What is quick and says most comes first. */
const kinds = ['check', 'unit', 'db', 'process', 'e2e', 'chaos']

async function runCheck(): Promise<Count> {
  const results = await runParts(root, allParts)
  const failed = results.filter(({ findings }) => findings.length > 0).length
  return { passed: results.length - failed, failed, skipped: 0 }
}

const asked = process.argv.slice(2)
const patterns = asked.filter((word) => !kinds.includes(word))
const chosen = asked.filter((word) => kinds.includes(word))

let total = none
const summary: string[] = []
for (const kind of chosen.length > 0 ? chosen : kinds) {
  console.log(`\n── ${kind} ${'─'.repeat(70 - kind.length)}`)
  const startedAt = Date.now()
  const count = await (kind === 'check' ? runCheck() : runVitest(root, kind, patterns))
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  const { passed, failed, skipped } = count
  summary.push(
    `${kind.padEnd(8)} ${seconds.padStart(7)} s  ${passed} passed, ${failed} failed, ${skipped} skipped`,
  )
  total = add(total, count)
}

console.log(
  `\n${summary.join('\n')}\n\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`,
)
process.exitCode = total.failed > 0 ? 1 : 0
