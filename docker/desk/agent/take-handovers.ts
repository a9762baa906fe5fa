// Takes the desk over, one handover at a time: files first, then the gateway, which is started anew only when it has to be.
import type { DeskBoard } from './desk-board.ts'
import type { Handover } from './handover.ts'
import type { Part } from './supervise-part.ts'
import { writeFiles } from './write-files.ts'

export interface HandoverTaker {
  current: () => Handover | null
  take: (handover: Handover) => Promise<void>
}

export function openHandoverTaker(input: {
  board: DeskBoard
  workspace: string
  gateway: () => Pick<Part, 'restart'>
}): HandoverTaker {
  const { board } = input
  let current: Handover | null = null
  let last: Promise<void> = Promise.resolve()

  const takeNow = async (handover: Handover) => {
    const before = current
    board.change({ isWritingFiles: true })
    try {
      await writeFiles(input.workspace, handover.files)
      const isOther =
        before && (before.configHash !== handover.configHash || before.generation !== handover.generation)
      current = handover
      if (isOther || board.facts().parts.gateway.state === 'down') input.gateway().restart()
    } finally {
      board.change({ isWritingFiles: false, ...(current ? { handover: hashesOf(current) } : {}) })
    }
  }
  return {
    current: () => current,
    take: (handover) => {
      const taken = last.then(() => takeNow(handover))
      last = taken.catch(() => undefined)
      return taken
    },
  }
}

const hashesOf = ({ generation, filesHash, configHash }: Handover) => ({ generation, filesHash, configHash })
