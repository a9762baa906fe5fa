// What a desk may ask of the kernel. The engine takes the profile's text, not its path.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#lib/errors.ts'

const read = new Map<string, Promise<string>>()

/** Read once: what stands in the file when the orchestrator starts holds for all of its desks. */
export function readSeccomp(sourceDir: string): Promise<string> {
  const file = join(sourceDir, 'desk/seccomp.json')
  const text = read.get(file) ?? readProfile(file)
  read.set(file, text)
  return text
}

async function readProfile(file: string): Promise<string> {
  try {
    return JSON.stringify(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    read.delete(file)
    throw new AppError('unavailable', {
      detail:
        'docker/desk/seccomp.json is missing or damaged. Without it no desk is locked in, so none is made.',
      cause: error,
    })
  }
}
