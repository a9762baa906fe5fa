// @vitest-environment happy-dom
// Who belongs to a company, as owners, admins and members see it.
import { act, fireEvent, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MemberRole } from '#lib/access/caller.ts'
import { router, sent, shown } from '#tests/support/page.tsx'
import { Toaster } from '../../../_ui/toast.tsx'
import { InvitationList } from './invitation-list.tsx'
import { InviteForm } from './invite-form.tsx'
import { Leave } from './leave.tsx'
import { MemberList } from './member-list.tsx'

const actions = vi.hoisted(() => ({
  changeRole: vi.fn(),
  remove: vi.fn(),
  invite: vi.fn(),
  revoke: vi.fn(),
  leave: vi.fn(),
}))
vi.mock('../../_actions/members.ts', () => actions)

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-02T10:00:00.000Z'), toFake: ['Date'] })
  for (const action of Object.values(actions)) action.mockResolvedValue({ ok: true, value: undefined })
})
afterEach(() => {
  vi.useRealTimers()
})

const pressed = (button: HTMLElement) => act(async () => fireEvent.click(button))

describe('members', () => {
  const joinedAt = '2026-11-02T07:00:00.000Z'
  const person = (userId: string, role: MemberRole, displayName = '') => ({
    userId,
    role,
    displayName,
    email: `${userId}@example.com`,
    joinedAt,
  })
  const owner = person('olga', 'owner', 'Olga')
  const admin = person('adam', 'admin')
  const member = person('mia', 'member', 'Mia')

  function list(me: ReturnType<typeof person>, members = [owner, admin, member]) {
    const owners = members.filter((one) => one.role === 'owner').length
    const page = shown(
      <>
        <MemberList members={members} me={me} owners={owners} />
        <Toaster />
      </>,
    )
    const rows = page.getAllByRole('listitem').filter((row) => row.hasAttribute('data-row'))
    return { ...page, rows: rows.map((row) => row.textContent) }
  }

  it('are named, or known by their address, and one of them is oneself', () => {
    const { rows } = list(owner)
    expect(rows[0]).toContain('OlgaYouolga@example.com, joined 3 h ago')
    expect(rows[1]).toContain('adam@example.comjoined 3 h ago')
    expect(rows[2]).not.toContain('You')
  })

  it('stand as they are before a member', () => {
    const { rows, queryByRole, getAllByTitle } = list(member)
    expect(queryByRole('combobox')).toBeNull()
    expect(queryByRole('button')).toBeNull()
    expect(rows.map((row) => row?.match(/(Owner|Admin|Member)$/)?.[0])).toEqual(['Owner', 'Admin', 'Member'])
    expect(getAllByTitle('Only an owner or an admin changes roles')).toHaveLength(3)
  })

  it('can be changed by an admin, but for owners', () => {
    const { rows, getAllByRole } = list(admin)
    expect(rows[0]).toContain('Owner, only an owner changes an owner')
    expect(getAllByRole('combobox').map((box) => box.getAttribute('aria-label'))).toEqual([
      'Role of adam@example.com',
      'Role of Mia',
    ])
    expect(getAllByRole('button', { name: 'Remove' })).toHaveLength(1)
  })

  it('keep their only owner', () => {
    expect(list(owner).rows[0]).toContain('Owner, the only owner')
  })

  it('let an owner go when there is another', () => {
    const { rows, getByRole } = list(owner, [owner, person('otto', 'owner')])
    expect(rows[0]).not.toContain('the only owner')
    expect(getByRole('combobox', { name: 'Role of otto@example.com' })).toBeTruthy()
  })

  it.each([
    [owner, ['Member', 'Admin', 'Owner']],
    [admin, ['Member', 'Admin']],
  ])('get roles their changer may give (%#)', (me, roles) => {
    const { getByRole, getAllByRole } = list(me)
    fireEvent.click(getByRole('combobox', { name: 'Role of Mia' }))
    expect(getAllByRole('option').map((one) => one.textContent?.match(/^(Member|Admin|Owner)/)?.[0])).toEqual(
      roles,
    )
  })

  it('are removed after a question that says what stays', async () => {
    const { getAllByRole, getByRole } = list(admin)
    await pressed(getAllByRole('button', { name: 'Remove' })[0] ?? document.body)
    const question = getByRole('alertdialog', { name: 'Remove Mia?' })
    expect(question.textContent).toContain('What they wrote stays.')
    await pressed([...question.querySelectorAll('button')].at(-1) ?? document.body)
    expect(actions.remove).toHaveBeenCalledExactlyOnceWith('mia')
    await waitFor(() => expect(router.refresh).toHaveBeenCalled())
  })

  it('stay when the office refuses, and one is told', async () => {
    actions.remove.mockResolvedValueOnce({ ok: false, detail: 'Mia is gone already.' })
    const { getAllByRole, getByRole, findByText } = list(admin)
    await pressed(getAllByRole('button', { name: 'Remove' })[0] ?? document.body)
    await pressed([...getByRole('alertdialog').querySelectorAll('button')].at(-1) ?? document.body)
    expect(await findByText('Mia is gone already.')).toBeTruthy()
  })
})

describe('leaving', () => {
  it('is not possible for the last owner, who is told what to do first', () => {
    const { words, queryByRole } = sent(<Leave companyName="Loom Works" isLastOwner />)
    expect(words).toContain(
      'You are the only owner, and a company always has one. Make somebody else an owner first',
    )
    expect(queryByRole('button')).toBeNull()
  })

  it('asks first', async () => {
    const { getByRole } = shown(<Leave companyName="Loom Works" isLastOwner={false} />)
    fireEvent.click(getByRole('button', { name: 'Leave' }))
    const question = getByRole('alertdialog', { name: 'Leave Loom Works?' })
    expect(actions.leave).not.toHaveBeenCalled()
    await pressed([...question.querySelectorAll('button')].at(-1) ?? document.body)
    expect(actions.leave).toHaveBeenCalledOnce()
  })
})

describe('inviting', () => {
  const form = (taken: number, max: number, mayInviteOwners = true) =>
    shown(<InviteForm mayInviteOwners={mayInviteOwners} seats={{ taken, max }} />)

  it.each([
    [1, 1, '1 of 1 place is taken'],
    [3, 10, '3 of 10 places are taken'],
  ])('with %d of %d says: %s', (taken, max, words) => {
    expect(form(taken, max).words()).toContain(words)
  })

  it('leads to a larger plan when all places are taken', () => {
    const { getByRole, queryByRole } = form(10, 10)
    expect(getByRole('link', { name: 'Choose a larger plan' }).getAttribute('href')).toBe('/billing')
    expect(queryByRole('textbox')).toBeNull()
  })

  it('sends what was typed, as a member unless said otherwise, and makes room for the next', async () => {
    const { getByRole } = form(1, 10)
    const address = getByRole('textbox', { name: 'E-mail address' })
    expect(getByRole('button', { name: 'Send the invitation' }).hasAttribute('disabled')).toBe(true)
    fireEvent.change(address, { target: { value: ' grace@example.com ' } })
    await pressed(getByRole('button', { name: 'Send the invitation' }))
    expect(actions.invite).toHaveBeenCalledExactlyOnceWith('grace@example.com', 'member')
    await waitFor(() => expect(address).toHaveProperty('value', ''))
    expect(router.refresh).toHaveBeenCalledOnce()
  })

  it.each([
    [{ detail: 'All places are taken.' }, 'All places are taken.'],
    [{ detail: 'Not valid.', fields: { email: 'This is no address.' } }, 'This is no address.'],
  ])('says at the address why it was refused: %j', async (refusal, words) => {
    actions.invite.mockResolvedValueOnce({ ok: false, ...refusal })
    const { getByRole, findByRole } = form(1, 10)
    fireEvent.change(getByRole('textbox'), { target: { value: 'grace' } })
    await pressed(getByRole('button', { name: 'Send the invitation' }))
    const box = await findByRole('textbox', { name: 'E-mail address', description: words })
    expect(box).toHaveProperty('value', 'grace')
  })
})

describe('open invitations', () => {
  const open = { id: 'i1', email: 'grace@example.com', role: 'admin', createdAt: '2026-11-01T10:00:00.000Z' }
  const list = (expiresAt: string) => shown(<InvitationList invitations={[{ ...open, expiresAt }]} />)

  it('say how long they work', () => {
    expect(list('2026-11-08T12:00:00.000Z').words()).toContain(
      'As admin, invited yesterday, works for another 6 days 2 h',
    )
  })

  it('say when they do not any more', () => {
    const { words } = list('2026-11-02T10:00:00.000Z')
    expect(words()).toContain('Expired')
    expect(words()).not.toContain('works for')
  })

  it('are sent again or revoked', async () => {
    const { getByRole } = list('2026-11-08T10:00:00.000Z')
    await pressed(getByRole('button', { name: 'Send again' }))
    expect(actions.invite).toHaveBeenCalledExactlyOnceWith('grace@example.com', 'admin')
    await pressed(getByRole('button', { name: 'Revoke' }))
    expect(actions.revoke).toHaveBeenCalledExactlyOnceWith('i1')
  })
})
