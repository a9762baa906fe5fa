/** The instructions in a message, line by line: pure. */
import type { Decision } from './decision.ts'

export type ToolCall = Extract<Decision, { kind: 'tool' }>

const sentBack = 'What was said about the last attempt'

/**
 * What is meant for whoever reads this message. A part's prompt quotes the whole task and what went before: those were for others. After
 * an attempt was sent back, the AGAIN lines stand instead of the plain ones, when there are any.
 */
export function instructionsIn(asked: string): string {
  const own = asked.replace(/<(whole|before)>[\s\S]*?<\/\1>/g, '')
  const lines = inTaskFolder(own).split('\n')
  const again = lines.flatMap((line) => (line.startsWith('AGAIN ') ? [line.slice('AGAIN '.length)] : []))
  if (own.includes(sentBack) && again.length > 0) return again.join('\n')
  return lines.filter((line) => !line.startsWith('AGAIN ')).join('\n')
}

/** `TASK_FOLDER` is where the run's work belongs, as its prompt says; here, where nothing is said. */
function inTaskFolder(text: string): string {
  const folder = /belongs into the folder (\S+?)\/? of your workspace/.exec(text)?.[1] ?? '.'
  return text.replaceAll('TASK_FOLDER', folder)
}

export function troubleIn(words: string): Extract<Decision, { kind: 'fail' | 'hang' }> | undefined {
  const fail = /^FAIL (\d{3})( once)?\s*$/m.exec(words)
  if (fail) return { kind: 'fail', status: Number(fail[1]), once: fail[2] !== undefined }
  return /^HANG\s*$/m.test(words) ? { kind: 'hang' } : undefined
}

export function toolCalls(words: string): ToolCall[] {
  const calls: ToolCall[] = []
  let progress = ''
  for (const line of words.split('\n').flatMap(loop)) {
    progress = /^PROGRESS (\S.*)$/.exec(line)?.[1] ?? progress
    const call = readDo(line) ?? readAsk(line)
    if (!call) continue
    const text = progress === '' ? call.text : `PROGRESS: ${progress}\n${call.text}`
    calls.push({ ...call, text })
    progress = ''
  }
  return calls
}

const mostTurns = 1000

/** `LOOP <n> <line>`: the line n times; `{i}` in it counts from 1. */
function loop(line: string): string[] {
  const [, times, rest] = /^LOOP (\d{1,4}) (\S.*)$/.exec(line) ?? []
  if (!rest) return [line]
  const turns = Math.min(Number(times), mostTurns)
  return Array.from({ length: turns }, (_, index) => rest.replaceAll('{i}', String(index + 1)))
}

/** `COST <tokens>`: what each answer says it used of output, however short it is. */
export function costIn(words: string): number | undefined {
  const cost = /^COST (\d{1,6})\s*$/m.exec(words)?.[1]
  return cost === undefined ? undefined : Number(cost)
}

function readDo(line: string): ToolCall | undefined {
  const [, name, json] = /^DO (\w+) (\{.*\})\s*$/.exec(line) ?? []
  const input = parseObject(json ?? '')
  if (!name || !input) return undefined
  return { kind: 'tool', text: `I will use ${name} for that.`, name, input }
}

/** `ASK <question> | <option> | <option>` */
function readAsk(line: string): ToolCall | undefined {
  const [, rest] = /^ASK (\S.*)$/.exec(line) ?? []
  if (!rest) return undefined
  const [question = '', ...options] = rest.split('|').map((part) => part.trim())
  const labels = options.length >= 2 ? options.slice(0, 4) : ['Yes', 'No']
  const asked = { id: 'answer', header: 'Question', question, options: labels.map((label) => ({ label })) }
  return {
    kind: 'tool',
    text: 'I need to ask about that.',
    name: 'ask_user',
    input: { questions: [asked], timeoutSeconds: 3600 },
  }
}

function parseObject(json: string): Record<string, unknown> | undefined {
  try {
    return Object.fromEntries(Object.entries(JSON.parse(json)))
  } catch {
    return undefined
  }
}

/** A coding agent with a shell has other tools than a desk: what the desk's are meant to do is done with the shell. */
export function throughBash(call: ToolCall): ToolCall {
  const { path, content, command } = call.input
  if (call.name === 'exec' && typeof command === 'string')
    return { ...call, name: 'Bash', input: { command } }
  if (call.name !== 'write' || typeof path !== 'string' || typeof content !== 'string') return call
  const file = `'${path.replaceAll("'", "'\\''")}'`
  const written = `mkdir -p "$(dirname ${file})" && cat > ${file} <<'END_OF_FILE'\n${content}\nEND_OF_FILE`
  return { ...call, name: 'Bash', input: { command: written } }
}
