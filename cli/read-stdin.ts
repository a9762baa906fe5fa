// Words that come from another program, or from a file.
import { text } from 'node:stream/consumers'

/** Empty on a terminal: nobody is kept waiting for words that they do not know to type. */
export async function readStdin(): Promise<string> {
  return process.stdin.isTTY ? '' : text(process.stdin)
}
