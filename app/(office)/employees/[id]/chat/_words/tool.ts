// A tool call in words: what is done, and to what.
import type { ToolCall } from '#lib/wire/message.ts'

interface Known {
  running: string
  done: string
  /** The arguments that say it best, the best one first. */
  keys: readonly string[]
}

const file: readonly string[] = ['path', 'file_path', 'filePath', 'file']

const tools: Record<string, Known> = {
  exec: { running: 'Running a command', done: 'Ran a command', keys: ['command', 'cmd'] },
  bash: { running: 'Running a command', done: 'Ran a command', keys: ['command', 'cmd'] },
  process: { running: 'Watching a command', done: 'Watched a command', keys: ['action', 'sessionId'] },
  read: { running: 'Reading a file', done: 'Read a file', keys: file },
  write: { running: 'Writing a file', done: 'Wrote a file', keys: file },
  edit: { running: 'Changing a file', done: 'Changed a file', keys: file },
  apply_patch: { running: 'Changing files', done: 'Changed files', keys: file },
  web_search: { running: 'Searching the web', done: 'Searched the web', keys: ['query'] },
  web_fetch: { running: 'Reading a page', done: 'Read a page', keys: ['url'] },
  browser: { running: 'Using the browser', done: 'Used the browser', keys: ['targetUrl', 'url', 'action'] },
  memory_search: { running: 'Searching memory', done: 'Searched memory', keys: ['query'] },
  memory_get: { running: 'Remembering', done: 'Remembered', keys: file },
  image: { running: 'Looking at a picture', done: 'Looked at a picture', keys: ['image', 'prompt'] },
  cron: { running: 'Planning a reminder', done: 'Planned a reminder', keys: ['action'] },
  message: { running: 'Sending a message', done: 'Sent a message', keys: ['to', 'action'] },
}

const maxArgumentLength = 160

/** OpenClaw keeps some tools behind `tool_call`, whose arguments name the real one. */
function unwrapped({ name, arguments: given }: Pick<ToolCall, 'name' | 'arguments'>): {
  name: string
  given: Record<string, unknown>
} {
  const outer: Record<string, unknown> = Object(given)
  if (name !== 'tool_call' || typeof outer.id !== 'string') return { name, given: outer }
  return { name: outer.id, given: Object(outer.args) }
}

export function toolInWords(call: Pick<ToolCall, 'name' | 'arguments' | 'status'>): {
  title: string
  argument: string
} {
  const { name, given } = unwrapped(call)
  const known = tools[name]
  const isOver = call.status !== 'running'
  const title = known ? (isOver ? known.done : known.running) : `${isOver ? 'Used' : 'Using'} ${plain(name)}`
  return { title, argument: argumentOf(given, known?.keys ?? []) }
}

function argumentOf(given: Record<string, unknown>, keys: readonly string[]): string {
  const named = keys.map((key) => given[key]).find((value) => typeof value === 'string' && value !== '')
  const any = Object.values(given).find((value) => typeof value === 'string' && value !== '')
  const argument = String(named ?? any ?? '')
    .replace(/\s+/g, ' ')
    .trim()
  return argument.length > maxArgumentLength ? `${argument.slice(0, maxArgumentLength)}…` : argument
}

const plain = (name: string) => name.replaceAll(/[_-]+/g, ' ')
