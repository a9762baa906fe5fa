// @vitest-environment happy-dom
// Backups as managers and members see them, from being asked for to being put back.
import { act, fireEvent } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MemberRole } from '#lib/access/caller.ts'
import type { Backup } from '#lib/wire/backup.ts'
import { exampleBackup } from '#lib/wire/examples.ts'
import { tell, tellStreamByHand } from '#tests/support/live.ts'
import { anEmployee, inOffice } from '#tests/support/office.tsx'
import { shown } from '#tests/support/page.tsx'
import { BackupsSection } from './backups-section.tsx'
import { factsOf, nameOf, restoreInWords } from './words.ts'

const actions = vi.hoisted(() => ({ makeBackup: vi.fn(), putBack: vi.fn(), discardBackup: vi.fn() }))
vi.mock('../../../../_actions/backups.ts', () => actions)
const refresh = vi.hoisted(() => vi.fn())
vi.mock('next/navigation', async (original) => ({
  ...(await original<typeof import('next/navigation')>()),
  useRouter: () => ({ refresh }),
}))

tellStreamByHand()
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-02T19:00:00.000Z'), toFake: ['Date'] })
  for (const action of Object.values(actions)) action.mockResolvedValue({ ok: true, value: undefined })
})
afterEach(() => {
  vi.useRealTimers()
  vi.clearAllMocks()
})

const ada = anEmployee()
const section = (backups: Partial<Backup>[], role: MemberRole = 'owner', facts = {}) => {
  const employee = anEmployee(facts)
  const list = backups.map((one) => ({ ...exampleBackup, ...one }))
  return shown(
    inOffice(<BackupsSection initial={employee} backups={list} />, { role, employees: [employee] }),
  )
}
const failure = { code: 'damaged', text: 'The file was changed.', action: 'Choose another backup.' }

describe('the backups', () => {
  it('of somebody new are none yet', () => {
    expect(section([]).root.textContent).toContain('None yet')
  })

  it('say who made them, when, and how large they are', () => {
    const { root } = section([{}, { id: ada.id, kind: 'daily' }])
    expect(root.textContent).toContain('Backup by Grace')
    expect(root.textContent).toContain('Daily backup')
    expect(root.textContent).toMatch(/1,204 files, \d+(\.\d)? MB/)
  })

  it('are read anew when one changed while the page travelled', () => {
    const { again } = shown(inOffice(null))
    tell({ event: 'backup', data: { id: exampleBackup.id, employeeId: ada.id } })
    expect(refresh).not.toHaveBeenCalled()
    again(inOffice(<BackupsSection initial={ada} backups={[]} />))
    expect(refresh).toHaveBeenCalledOnce()
  })

  it('are made at a click, one at a time', async () => {
    const { getByRole } = section([])
    await act(async () => fireEvent.click(getByRole('button', { name: 'Make a backup now' })))
    expect(actions.makeBackup).toHaveBeenCalledExactlyOnceWith(ada.id)
    const busy = section([{ state: 'making', madeAt: null, bytes: null, files: null }])
    await act(async () => fireEvent.click(busy.getByRole('button', { name: 'A backup is being made' })))
    expect(actions.makeBackup).toHaveBeenCalledOnce()
  })

  it('are put back after a question', async () => {
    const { getByRole } = section([{}])
    await act(async () => fireEvent.click(getByRole('button', { name: 'Restore' })))
    expect(actions.putBack).not.toHaveBeenCalled()
    const dialog = getByRole('alertdialog')
    expect(dialog.textContent).toContain('The conversation stays')
    const confirm = [...dialog.querySelectorAll('button')].find(
      ({ textContent }) => textContent === 'Restore',
    )
    if (!confirm) throw new Error('nothing to confirm with')
    await act(async () => fireEvent.click(confirm))
    expect(actions.putBack).toHaveBeenCalledExactlyOnceWith(ada.id, exampleBackup.id)
  })

  it('that are being put back can be neither deleted nor put back again', () => {
    const restore = {
      state: 'restoring' as const,
      askedAt: exampleBackup.askedAt,
      doneAt: null,
      failure: null,
    }
    const { queryByRole, root } = section([{ restore }])
    expect(queryByRole('button', { name: 'Restore' })).toBeNull()
    expect(queryByRole('button', { name: 'Delete' })).toBeNull()
    expect(root.textContent).toContain('Being put back')
  })

  it('are read anew when something about them changes, and not when it is about others', async () => {
    section([])
    await tell({ event: 'backup', data: { id: exampleBackup.id, employeeId: exampleBackup.id } })
    expect(refresh).not.toHaveBeenCalled()
    await tell({ event: 'backup', data: { id: exampleBackup.id, employeeId: ada.id } })
    expect(refresh).toHaveBeenCalled()
  })

  it.each<[MemberRole, object]>([
    ['member', {}],
    ['owner', { lifecycle: 'leaving', firedAt: '2026-11-02T17:00:00.000Z' }],
  ])('are only shown to a %s who may not manage them: %o', (role, facts) => {
    const { queryAllByRole, root } = section([{}], role, facts)
    expect(queryAllByRole('button')).toEqual([])
    expect(root.textContent).toContain('Only an owner or an admin')
  })
})

describe('in words', () => {
  it.each<[Partial<Backup>, string]>([
    [{ state: 'wanted' }, 'Waits for a quiet moment'],
    [{ state: 'making' }, 'Being made: the desk stands still for some seconds'],
    [{ state: 'failed', failure }, 'The file was changed. Choose another backup.'],
    [{ files: 1, bytes: null, leftOut: 2 }, 'one file, 2 left out that no backup can bring back'],
  ])('%o: %s', (facts, words) => expect(factsOf({ ...exampleBackup, ...facts })).toBe(words))
  it('a move is named as one', () => {
    expect(nameOf({ ...exampleBackup, kind: 'move' })).toBe('Made for a move')
    expect(nameOf({ ...exampleBackup, askedBy: null })).toBe('Backup')
  })
  it.each(['wanted', 'restoring', 'done', 'failed'] as const)('a restore that is %s has words', (state) => {
    const restore = { state, askedAt: exampleBackup.askedAt, doneAt: null, failure }
    expect(restoreInWords({ ...exampleBackup, restore })).toMatchObject({ isBad: state === 'failed' })
  })
})
