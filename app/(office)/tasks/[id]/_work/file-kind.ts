// How a file is shown: by its kind and its name. Pure.
import type { TaskFile } from '#lib/wire/task.ts'

type Shown =
  | { kind: 'picture' | 'markdown' | 'page' | 'json' }
  | { kind: 'text'; language: string }
  /** It can be taken along, not shown. */
  | { kind: 'other' }

const languages: Record<string, string> = {
  css: 'css',
  csv: 'plaintext',
  go: 'go',
  htm: 'xml',
  html: 'xml',
  ini: 'ini',
  java: 'java',
  js: 'javascript',
  jsx: 'javascript',
  log: 'plaintext',
  mjs: 'javascript',
  php: 'php',
  py: 'python',
  rb: 'ruby',
  rs: 'rust',
  sh: 'bash',
  sql: 'sql',
  toml: 'ini',
  ts: 'typescript',
  tsx: 'typescript',
  txt: 'plaintext',
  xml: 'xml',
  yaml: 'yaml',
  yml: 'yaml',
}
const pictures = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/svg+xml',
])
/** More than this is read better elsewhere. */
const mostTextBytes = 512 * 1024

export function shownAs({
  path,
  mediaType,
  sizeBytes,
}: Pick<TaskFile, 'path' | 'mediaType' | 'sizeBytes'>): Shown {
  const type = mediaType.split(';')[0] ?? ''
  if (pictures.has(type)) return { kind: 'picture' }
  if (sizeBytes > mostTextBytes) return { kind: 'other' }
  const ending = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? ''
  if (ending === 'md' || type === 'text/markdown') return { kind: 'markdown' }
  if (ending === 'json' || type === 'application/json') return { kind: 'json' }
  if (ending === 'html' || ending === 'htm' || type === 'text/html') return { kind: 'page' }
  const language = languages[ending]
  if (language) return { kind: 'text', language }
  return type.startsWith('text/') ? { kind: 'text', language: 'plaintext' } : { kind: 'other' }
}

/** Read again with its indents; as it is, when it is no JSON after all. */
export function tidyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

/**
 * A page somebody made, to be looked at in a frame without scripts: it may show what it brings along, and ask nobody for anything.
 * Style sheets that were made beside it are put in, as a frame without an address finds no files.
 */
export function framedPage(html: string, styles: ReadonlyMap<string, string>): string {
  const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`
  const styled = html.replace(/<link\b[^>]*>/gi, (tag) => {
    const name = /href\s*=\s*["']?\.?\/?([^"'>\s]+)/i.exec(tag)?.[1]
    const css = /rel\s*=\s*["']?stylesheet/i.test(tag) && name ? styles.get(name) : undefined
    return css === undefined ? tag : `<style>${css.replaceAll(/<\/style/gi, '<\\/style')}</style>`
  })
  const doctype = /^\s*<!doctype[^>]*>/i.exec(styled)?.[0] ?? ''
  return `${doctype}${policy}${styled.slice(doctype.length)}`
}
