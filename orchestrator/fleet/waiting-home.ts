// The home of a desk at which nobody sits yet. It has every file that an employee's home has at its top, so that moving in
// leaves nothing of it.
import { createHash } from 'node:crypto'
import type { HomeFile } from '#orchestrator/runtime/desk-runtime.ts'

const content = 'Nobody works at this desk yet.\n'

export const waitingHome: { files: HomeFile[]; filesHash: string } = {
  files: ['SOUL.md', 'IDENTITY.md', 'AGENTS.md', 'USER.md'].map((path) => ({ path, content })),
  filesHash: createHash('sha256').update(content).digest('hex'),
}
