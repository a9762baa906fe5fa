import type { Failure } from '#lib/wire/shapes.ts'
import type { Release } from './choose-release.ts'

export function upgradeComplaint({ label }: Release): Failure {
  return {
    code: 'upgrade_undone',
    text: `A newer build of this desk ("${label}") did not become ready here, so it went back to the one before. Files and memory are safe.`,
    action:
      'Nothing needs to be done. Whoever operates this installation can look at the build and offer a better one.',
  }
}
