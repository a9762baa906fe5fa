// What a file really is, of the kinds an employee can read.
const signatures: readonly [mediaType: string, matches: (content: Buffer) => boolean][] = [
  ['image/png', (content) => startsWith(content, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['image/jpeg', (content) => startsWith(content, [0xff, 0xd8, 0xff])],
  ['image/gif', (content) => /^GIF8[79]a/.test(content.toString('latin1', 0, 6))],
  [
    'image/webp',
    (content) => content.toString('latin1', 0, 4) === 'RIFF' && content.toString('latin1', 8, 12) === 'WEBP',
  ],
  ['application/pdf', (content) => content.toString('latin1', 0, 5) === '%PDF-'],
]

const textTypes: Record<string, string> = { md: 'text/markdown', csv: 'text/csv', json: 'application/json' }

/** The media type by content; for text, refined by the name's ending. Undefined for anything else. */
export function sniffMediaType(name: string, content: Buffer): string | undefined {
  const binary = signatures.find(([, matches]) => matches(content))
  if (binary) return binary[0]
  if (!isText(content)) return undefined
  const ending = name.split('.').at(-1)?.toLowerCase() ?? ''
  return textTypes[ending] ?? 'text/plain'
}

function isText(content: Buffer): boolean {
  if (content.includes(0)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content)
    return true
  } catch {
    return false
  }
}

function startsWith(content: Buffer, bytes: number[]): boolean {
  return bytes.every((byte, index) => content[index] === byte)
}
