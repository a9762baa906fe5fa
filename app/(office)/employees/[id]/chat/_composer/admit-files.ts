// Which files go along, decided before anything is sent: what is too much is said, not tried.
import { attachmentLimits } from '#lib/wire/message.ts'

type FileFacts = Pick<File, 'name' | 'size' | 'type'>

/** Endings of text that browsers give odd types, or none. */
const textEnding =
  /\.(txt|md|markdown|csv|tsv|json|ya?ml|toml|ini|xml|html?|css|log|sql|sh|py|[cm]?[jt]sx?|rb|go|rs|java|c|h|cpp)$/i
const shown = /^(image\/(png|jpeg|gif|webp)|application\/(pdf|json)|text\/.*)$/

export const acceptedFiles =
  'image/png,image/jpeg,image/gif,image/webp,application/pdf,application/json,text/*,.md,.csv,.log,.yaml,.yml'

interface Present {
  count: number
  sizeBytes: number
}

export function admitFiles<F extends FileFacts>(
  files: readonly F[],
  present: Present,
): { admitted: F[]; refused: string[] } {
  const { maxPerMessage, maxTotalBytes } = attachmentLimits
  const admitted: F[] = []
  const refused: string[] = []
  let { count, sizeBytes } = present
  for (const file of files) {
    const problem = problemOf(file)
    if (problem) refused.push(problem)
    else if (count >= maxPerMessage) {
      refused.push(`${file.name} was left out: a message takes ${maxPerMessage} files.`)
    } else if (sizeBytes + file.size > maxTotalBytes) {
      refused.push(`${file.name} was left out: a message takes 18 MB in all.`)
    } else {
      admitted.push(file)
      count += 1
      sizeBytes += file.size
    }
  }
  return { admitted, refused }
}

function problemOf({ name, size, type }: FileFacts): string | undefined {
  if (size > attachmentLimits.maxBytes) return `${name} is larger than 4 MB.`
  if (size === 0) return `${name} is empty.`
  if (!shown.test(type) && !textEnding.test(name)) {
    return `${name} is not a text, image (PNG, JPEG, GIF, WebP) or PDF file.`
  }
  return undefined
}
