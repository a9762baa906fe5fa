// `npm test [-- part … [file pattern …]]`: every part runs, also after a failed one; the last line counts everything.
import { join } from 'node:path'
import { askEngine } from '#local/docker/ask-engine.ts'
import { buildImagesBeforehand } from '#tests/support/desk-images.ts'
import { allParts, runParts } from './check/run-parts.ts'
import { add, type Count } from './test/count.ts'
import { kinds } from './test/kinds.ts'
import { countFiles, leaveOut } from './test/leave-out.ts'
import { describeFailure, type Failure } from './test/report.ts'
import { runVitest } from './test/run-vitest.ts'

const root = join(import.meta.dirname, '..')

const failures: Failure[] = []
const secondTime: Failure[] = []

async function runKind(kind: string): Promise<Count> {
  const again = kinds.some(({ name, retry }) => name === kind && retry > 0)
  const outcome = await runVitest(root, kind, patterns, again)
  failures.push(...outcome.failures)
  secondTime.push(...outcome.secondTime)
  return outcome.count
}

async function runCheck(): Promise<Count> {
  const results = await runParts(root, allParts)
  const failed = results.filter(({ findings }) => findings.length > 0).length
  return { passed: results.length - failed, failed, skipped: 0 }
}

const names = ['check', ...kinds.map(({ name }) => name)]
const asked = process.argv.slice(2)
const patterns = asked.filter((word) => !names.includes(word))
const wanted = asked.filter((word) => names.includes(word))
const chosen = wanted.length > 0 ? wanted : names

const left = leaveOut(
  kinds.filter(({ name }) => chosen.includes(name)),
  await askEngine(),
  (kind) => countFiles(root, kind, patterns),
)

const withEngine = new Set(kinds.filter(({ needsEngine }) => needsEngine).map(({ name }) => name))
const running = chosen.filter((name) => !left.kinds.includes(name))
// Minutes of a run in which the kinds before those have something better to do than wait.
const wantsImages = patterns.length === 0 && running.some((name) => withEngine.has(name))
const images = wantsImages ? buildImagesBeforehand() : undefined

let total = left.count
const summary: string[] = []
for (const kind of running) {
  if (withEngine.has(kind)) await images
  console.log(`\n── ${kind} ${'─'.repeat(70 - kind.length)}`)
  const startedAt = Date.now()
  const count = await (kind === 'check' ? runCheck() : runKind(kind))
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  const { passed, failed, skipped } = count
  summary.push(
    `${kind.padEnd(12)} ${seconds.padStart(7)} s  ${passed} passed, ${failed} failed, ${skipped} skipped`,
  )
  total = add(total, count)
}

if (left.line) summary.push(left.line)
if (failures.length > 0) console.log(`\nFailed:\n${failures.map(describeFailure).join('\n')}`)
if (secondTime.length > 0) {
  console.log(`\nPassed only when run again:\n${secondTime.map(describeFailure).join('\n')}`)
}
console.log(
  `\n${summary.join('\n')}\n\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`,
)
process.exitCode = total.failed > 0 ? 1 : 0
