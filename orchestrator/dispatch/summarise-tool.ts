// A tool call in a line that people may read: what was done with what, and no secret. Pure.
import { redact } from '#orchestrator/redact.ts'
import { storable } from '#orchestrator/turn/storable.ts'

const maxLength = 300
/** What says most about a call, first. */
const telling = ['command', 'path', 'file_path', 'url', 'query', 'questions', 'action', 'input']

export function summariseTool(args: Record<string, unknown>): string {
  const named = telling.find((name) => typeof args[name] === 'string' && args[name] !== '')
  const said = named === undefined ? JSON.stringify(args) : `${args[named]}`
  const line = withoutSecrets(storable(said)).replace(/\s+/g, ' ').trim()
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1)}…`
}

/** What a command line has of its own, beside what redact() knows. */
const secrets: readonly [RegExp, string][] = [
  [/:\/\/([^\s:/@]+):[^\s@/]+@/g, '://$1:[secret]@'],
  [/(--?(?:password|token|api-key|secret)[ =])\S+/gi, '$1[secret]'],
  [/\b(AKIA|AIza)[\w-]{12,}/g, '$1[secret]'],
  [/\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]+/g, '[secret]'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, '[secret]'],
]

function withoutSecrets(text: string): string {
  return secrets.reduce((said, [shape, instead]) => said.replace(shape, instead), redact(text, []))
}
