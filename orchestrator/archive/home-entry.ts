// What a home may hold: folders, files, links that stay inside, and second names of files. What packing leaves out and what
// unpacking refuses is decided here, by the same words, so that whatever was packed can be unpacked.
import type { TarEntry } from './read-tar.ts'

export type HomeEntry = { path: string; mode: number; modifiedAt: Date } & (
  | { kind: 'file'; size: number }
  | { kind: 'folder' }
  | { kind: 'link'; target: string }
  | { kind: 'hard_link'; target: string }
)

export type Unwelcome =
  | 'absolute_path'
  | 'climbs_out'
  | 'name_not_plain'
  | 'name_not_text'
  | 'name_too_long'
  | 'no_folder_for_it'
  | 'there_already'
  | 'link_out'
  | 'hard_link_out'
  | 'size_unknown'
  | 'device_or_pipe'

export type Judgement = { entry: HomeEntry } | { unwelcome: Unwelcome }

const longestPathBytes = 4095
const longestNameBytes = 255
const deepest = 200
/** What stands for bytes that are no UTF-8. */
const unreadable = '�'

/** Programs of the desk itself, the same and read-only at every desk, and the home as the desk sees it. */
const knownPlaces = /^\/(?:usr|bin|sbin|lib|lib64|opt|home\/desk)(?:\/|$)/

/** Remembers what came before: a name comes once, and a folder before what is in it. Links are never walked through. */
export function entryJudge(): (header: TarEntry['header']) => Judgement {
  const names = new Set<string>()
  const folders = new Set<string>([''])
  const files = new Set<string>()
  return (header) => {
    const path = header.name.replace(/\/$/, '')
    const fault = faultOfName(path) ?? (folders.has(parentOf(path)) ? undefined : 'no_folder_for_it')
    if (fault) return { unwelcome: fault }
    if (names.has(path)) return { unwelcome: 'there_already' }
    const judgement = judgeKind(header, path, files)
    if ('unwelcome' in judgement) return judgement
    names.add(path)
    if (judgement.entry.kind === 'folder') folders.add(path)
    if (judgement.entry.kind === 'file') files.add(path)
    return judgement
  }
}

function judgeKind(header: TarEntry['header'], path: string, files: ReadonlySet<string>): Judgement {
  const facts = { path, mode: header.mode & 0o777, modifiedAt: header.mtime }
  const target = header.linkname ?? ''
  switch (header.type) {
    case 'file': {
      const { size } = header
      if (!Number.isSafeInteger(size) || size < 0) return { unwelcome: 'size_unknown' }
      return { entry: { ...facts, kind: 'file', size } }
    }
    case 'directory':
      return { entry: { ...facts, kind: 'folder' } }
    case 'symlink':
      return isInside(path, target)
        ? { entry: { ...facts, kind: 'link', target } }
        : { unwelcome: 'link_out' }
    case 'link':
      return files.has(target)
        ? { entry: { ...facts, kind: 'hard_link', target } }
        : { unwelcome: 'hard_link_out' }
    default:
      return { unwelcome: 'device_or_pipe' }
  }
}

function faultOfName(path: string): Unwelcome | undefined {
  if (path.startsWith('/')) return 'absolute_path'
  const parts = path.split('/')
  if (parts.includes('..')) return 'climbs_out'
  if (path.includes('\0') || parts.includes('') || parts.includes('.')) return 'name_not_plain'
  if (path.includes(unreadable) || !path.isWellFormed()) return 'name_not_text'
  const isLong = Buffer.byteLength(path) > longestPathBytes || parts.length > deepest
  return isLong || parts.some((part) => Buffer.byteLength(part) > longestNameBytes)
    ? 'name_too_long'
    : undefined
}

/**
 * Climbing is allowed at the beginning only and no higher than the home. A `..` behind a name could stand behind a link, and then
 * lead elsewhere than it seems.
 */
function isInside(path: string, target: string): boolean {
  if (target === '' || target.includes('\0') || target.includes(unreadable) || !target.isWellFormed())
    return false
  if (Buffer.byteLength(target) > longestPathBytes) return false
  const parts = target.split('/')
  const climbs = parts.findIndex((part) => part !== '..')
  const height = climbs < 0 ? parts.length : climbs
  if (parts.slice(height).includes('..')) return false
  if (target.startsWith('/')) return knownPlaces.test(target)
  return height <= path.split('/').length - 1
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
