// A path of a handed-over file comes from templates and from people's words; this decides whether it stays inside.

const longestBytes = 255
const deepest = 8

/** The path's parts; throws where it would lead anywhere else. Pure: links on the disk are the writer's business. */
export function filePathParts(path: string): string[] {
  const parts = path.split('/')
  if (path === '' || parts.length > deepest || !parts.every(isPlainName))
    throw new RangeError(`The file name ${JSON.stringify(path.slice(0, 80))} is refused.`)
  return parts
}

function isPlainName(name: string): boolean {
  return (
    name !== '' &&
    name !== '.' &&
    name !== '..' &&
    Buffer.byteLength(name) <= longestBytes &&
    name.isWellFormed() &&
    ![...name].some((character) => character === '\\' || character < ' ' || character === '\u007f')
  )
}
