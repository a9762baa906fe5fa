import { readFile } from 'node:fs/promises'

/** undefined where there is no file, or none that is JSON. */
export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError || isNoFile(error)) return undefined
    throw error
  }
}

export function isNoFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
