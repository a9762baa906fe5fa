// A path inside a workspace comes from templates and from people's words; this decides whether it stays inside.
import { AppError } from '#lib/errors.ts'

const longestBytes = 255
const deepest = 8

/** The path's parts, or a refusal. Pure: links on the disk are the writer's business. */
export function homePathParts(path: string): string[] {
  const parts = path.split('/')
  if (path === '' || parts.length > deepest || !parts.every(isPlainName)) {
    throw new AppError('invalid', {
      detail: `The file name ${JSON.stringify(path.slice(0, 80))} is refused.`,
    })
  }
  return parts
}

function isPlainName(name: string): boolean {
  return (
    name !== '' &&
    name !== '.' &&
    name !== '..' &&
    Buffer.byteLength(name) <= longestBytes &&
    name.isWellFormed() &&
    !hasForbiddenCharacter(name)
  )
}

function hasForbiddenCharacter(name: string): boolean {
  return [...name].some((character) => character === '\\' || character < ' ' || character === '\u007f')
}
