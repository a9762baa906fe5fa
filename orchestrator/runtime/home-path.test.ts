import { describe, expect, it } from 'vitest'
import { homePathParts } from './home-path.ts'

describe('a path inside a workspace', () => {
  it.each([
    ['SOUL.md', ['SOUL.md']],
    ['skills/a b/SKILL.md', ['skills', 'a b', 'SKILL.md']],
    ['skills/$(id)/😀.md', ['skills', '$(id)', '😀.md']],
    ['..hidden/...', ['..hidden', '...']],
  ])('%s is taken as it is', (path, parts) => expect(homePathParts(path)).toEqual(parts))

  it.each([
    ['nothing', ''],
    ['a way out', '../SOUL.md'],
    ['a way out in the middle', 'skills/../../x'],
    ['an absolute path', '/etc/passwd'],
    ['the folder itself', '.'],
    ['a folder', 'skills/'],
    ['an empty part', 'skills//x'],
    ['NUL', 'a\0b'],
    ['a line break', 'a\nb'],
    ['a backslash', 'a\\..\\b'],
    ['half a character', 'a\ud800'],
    ['300 characters', 'x'.repeat(300)],
    ['255 characters of more than one byte', 'ä'.repeat(200)],
    ['nine parts', 'a/b/c/d/e/f/g/h/i'],
  ])('%s is refused', (_, path) => expect(() => homePathParts(path)).toThrow(/is refused/))
})
