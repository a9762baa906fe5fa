// Lines of a stream, as they come. One without an end is cut, so that it fills no memory.
import type { Readable } from 'node:stream'

const longestLine = 4_000_000

export function onLines(stream: Readable, hear: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (piece: string) => {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) hear(line.endsWith('\r') ? line.slice(0, -1) : line)
    if (rest.length > longestLine) {
      hear(rest)
      rest = ''
    }
  })
  stream.on('end', () => {
    if (rest !== '') hear(rest)
  })
  stream.on('error', () => undefined)
}
