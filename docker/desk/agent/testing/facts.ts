// A desk as it is in one moment, for tests that change one thing of it.
import { openDeskBoard } from '../desk-board.ts'
import type { DeskFacts, PartName, PartStatus } from '../desk-status.ts'

const at = '2026-01-01T00:00:00.000Z'

export function factsWith(
  states: Partial<Record<PartName, PartStatus['state']>>,
  more: Partial<DeskFacts> = {},
): DeskFacts {
  const facts = openDeskBoard(1000, () => at).facts()
  const part = (name: PartName) => ({ ...facts.parts[name], state: states[name] ?? 'up' })
  return {
    ...facts,
    parts: {
      display: part('display'),
      windows: part('windows'),
      browser: part('browser'),
      gateway: part('gateway'),
    },
    ...more,
  }
}

export const handedOver = { handover: { generation: 3, filesHash: 'files', configHash: 'config' } }
