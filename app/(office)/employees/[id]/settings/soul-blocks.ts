// The markdown of SOUL.md as blocks of plain text. Our own files: headings, paragraphs, points and quotes, nothing else. Pure.

interface Block {
  kind: 'heading' | 'paragraph' | 'point' | 'quote'
  text: string
}

export function soulBlocks(markdown: string): Block[] {
  return markdown
    .split(/\n\s*\n|\n(?=#|[-*] )|(?<=^#[^\n]*)\n/m)
    .map((part) => part.trim())
    .filter(Boolean)
    .map(blockOf)
}

function blockOf(part: string): Block {
  const line = part.replace(/\s*\n\s*/g, ' ').replace(/\*\*|__|`/g, '')
  if (/^#+ /.test(line)) return { kind: 'heading', text: line.replace(/^#+ /, '') }
  if (/^[-*] /.test(line)) return { kind: 'point', text: line.slice(2) }
  if (/^> ?/.test(line)) return { kind: 'quote', text: line.replace(/^> ?/, '') }
  return { kind: 'paragraph', text: line }
}
