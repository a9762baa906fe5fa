// Patterns and schemas come from people and models: they are held against the work in a thread of its own, which can be ended.
import { parentPort, workerData } from 'node:worker_threads'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { RE2JS } from 're2js'
import type { ThreadAnswer, ThreadQuestion } from './questions.ts'

const shownLength = 300
const mostComplaints = 5

function answer(question: ThreadQuestion): ThreadAnswer {
  try {
    return question.kind === 'pattern'
      ? match(question.pattern, question.text)
      : holdAgainst(question.schema, question.value)
  } catch (error) {
    return {
      kind: 'nonsense',
      reason: error instanceof Error ? error.message.slice(0, shownLength) : 'unreadable',
    }
  }
}

/** RE2: no backtracking, the time grows with the text. */
function match(pattern: string, text: string): ThreadAnswer {
  const matcher = RE2JS.compile(pattern, RE2JS.MULTILINE).matcher(text)
  if (!matcher.find()) return { kind: 'pattern', line: null }
  const start = text.lastIndexOf('\n', matcher.start() - 1) + 1
  const [line = ''] = text.slice(start, start + shownLength).split('\n', 1)
  return { kind: 'pattern', line }
}

function holdAgainst(schema: Record<string, unknown>, value: unknown): ThreadAnswer {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
  const holds = ajv.compile(schema)
  if (holds(value)) return { kind: 'schema', complaints: [] }
  const complaints = (holds.errors ?? []).map(({ instancePath, message = 'is not right' }) =>
    `${instancePath === '' ? 'it' : instancePath} ${message}`.slice(0, shownLength),
  )
  return { kind: 'schema', complaints: complaints.slice(0, mostComplaints) }
}

const question: ThreadQuestion = workerData
parentPort?.postMessage(answer(question))
