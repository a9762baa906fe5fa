import { describe, expect, it } from 'vitest'
import { check } from './check.ts'
import { artifactQuery } from './run.ts'

const asArtifact = (path: string) => artifactQuery.shape.path.safeParse(path).success
const asCheck = (path: string) => check.safeParse({ id: 'a', kind: 'file_exists', path }).success

describe('a path of a run', () => {
  it.each(['page.html', 'a/b/c..d', '..a/b..', 'two\nlines.txt'])('stays below the workspace: %j', (path) => {
    expect([asArtifact(path), asCheck(path)]).toEqual([true, true])
  })

  // It is written into the folders of other desks: a line feed must not hide the way out.
  it.each(['..', '../a', '/a', 'a/..', 'a/../../b', 'a\n/../../SOUL.md', '\n/..', 'a/\n/../b', 'a\0b'])(
    'does not lead out of it: %j',
    (path) => {
      expect([asArtifact(path), asCheck(path)]).toEqual([false, false])
    },
  )
})
