// Which files of the tree the checks read, and what each of them is.
import { type Dirent, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const notOurs = new Set(['node_modules', 'generated', 'test-results', 'coverage'])
const generatedFiles = new Set(['lib/db/types.ts', 'next-env.d.ts', 'package-lock.json'])
const hiddenButOurs = new Set(['.ci', '.env.example', '.gitignore', '.github'])
const textEnding =
  /\.(ts|tsx|mjs|js|css|sql|md|json|toml|yaml|yml|sh|html)$|(^|\/)(\.env\.example|\.ci\/run)$/

function isOurs({ name }: Dirent) {
  return !notOurs.has(name) && (!name.startsWith('.') || hiddenButOurs.has(name))
}

/** Every text file that people wrote, as a path from the root with forward slashes, sorted. */
export function sourceFiles(root: string, folder = ''): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).filter(isOurs)
  const files = entries.flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return sourceFiles(root, path)
    return entry.isFile() && textEnding.test(path) && !generatedFiles.has(path) ? [path] : []
  })
  return files.sort()
}

export function readSource(root: string, file: string) {
  return readFileSync(join(root, file), 'utf8')
}

export const isModule = (file: string) => /\.(ts|tsx|mjs)$/.test(file) && !file.endsWith('.d.ts')

/** Tests, and what stands in for something else while they run: tests/, and folders called testing beside the code. */
export const isTest = (file: string) =>
  /\.test\.tsx?$/.test(file) || /^(tests|supabase\/tests)\//.test(file) || file.includes('/testing/')

/** Lines that say something: neither blank nor the emptiness after the last newline. */
export const countLines = (source: string) => source.split('\n').filter((line) => line.trim() !== '').length

export const totalLines = (source: string) => source.replace(/\n$/, '').split('\n').length
