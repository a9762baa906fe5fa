// @vitest-environment happy-dom
// The settings as owners, admins and members see them.
import { act, fireEvent, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ApiKey } from '#lib/wire/api-key.ts'
import { exampleApiKey, exampleCreatedKey } from '#lib/wire/examples.ts'
import { tell, tellStreamByHand } from '#tests/support/live.ts'
import { inOffice, maria } from '#tests/support/office.tsx'
import { router, sent, shown } from '#tests/support/page.tsx'
import { FollowSettings } from './_settings/follow-settings.tsx'
import { ManagersOnly } from './_settings/managers-only.tsx'
import { settingsTabs } from './_settings/settings-tabs.ts'
import { KeyList } from './api-keys/key-list.tsx'
import { NewKey } from './api-keys/new-key.tsx'
import { CompanyForm } from './company/company-form.tsx'

const actions = vi.hoisted(() => ({
  makeKey: vi.fn(),
  revokeKey: vi.fn(),
  changeTheCompany: vi.fn(),
}))
vi.mock('../_actions/api-keys.ts', () => actions)
vi.mock('../_actions/change-the-company.ts', () => actions)

tellStreamByHand()
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-02T10:00:00.000Z'), toFake: ['Date'] })
  for (const action of Object.values(actions)) action.mockResolvedValue({ ok: true, value: undefined })
})
afterEach(() => {
  vi.useRealTimers()
})

const done = () => act(async () => undefined)
const pressed = (button: HTMLElement) => act(async () => fireEvent.click(button))

describe('the pages of the settings', () => {
  it.each([
    [true, ['Company', 'Members', 'Plan and billing', 'Workers', 'API keys', 'Audit trail', 'Account']],
    [false, ['Company', 'Members', 'Plan and billing', 'Workers', 'Account']],
  ])('for a manager (%s) are %j', (isManager, labels) => {
    expect(settingsTabs({ isManager }).map((tab) => tab.label)).toEqual(labels)
  })

  it('say to others what they are and who can open them', () => {
    expect(sent(<ManagersOnly what="API keys" text="Ask an owner." />).words).toBe(
      'API keys are for owners and admins. Ask an owner.',
    )
  })

  it.each([
    [{ event: 'company', data: {} }, 1],
    [{ event: 'member', data: { userId: maria } }, 1],
    [{ event: 'invitation', data: { id: 'i' } }, 1],
    [{ event: 'api_key', data: { id: 'k' } }, 1],
    [
      { event: 'conversation.read', data: { conversationId: 'c', employeeId: 'e', userId: 'u', readSeq: 1 } },
      0,
    ],
  ] as const)('follow %j', (event, times) => {
    // The office itself reads a changed company anew, too.
    const office = event.event === 'company' ? 1 : 0
    shown(inOffice(<FollowSettings />))
    tell(event)
    expect(router.refresh).toHaveBeenCalledTimes(times + office)
  })
})

describe('API keys', () => {
  const key = { ...exampleApiKey, name: 'Importer', createdAt: '2026-11-02T08:00:00.000Z' }

  it('are none at first', () => {
    expect(sent(<KeyList keys={[]} />).words).toBe(
      'No key has been made yet. People sign in; only programs need a key.',
    )
  })

  it.each<[Partial<ApiKey>, string]>([
    [{ lastUsedAt: null }, 'Importer Read, Write Made 2 h ago, never used'],
    [{ lastUsedAt: '2026-11-02T09:55:00.000Z' }, 'Made 2 h ago, last used 5 min ago'],
    [{ expiresAt: '2026-12-24T10:00:00.000Z' }, 'expires on 24 December 2026'],
    [{ scopes: ['work'] }, 'Importer Work'],
    [{ expiresAt: '2026-11-02T10:00:00.000Z' }, 'Expired'],
    [{ revokedAt: '2026-11-02T09:00:00.000Z' }, 'Revoked'],
  ])('with %j say: %s', (facts, words) => {
    const { root } = shown(<KeyList keys={[{ ...key, ...facts }]} />)
    expect(root.textContent?.replace(/\s+/g, '')).toContain(words.replace(/\s+/g, ''))
  })

  it('that were revoked are not revoked again, nor said to be expired', () => {
    const gone = { ...key, revokedAt: '2026-11-02T09:00:00.000Z', expiresAt: '2026-11-02T09:30:00.000Z' }
    const { queryByRole, queryByText } = sent(<KeyList keys={[gone]} />)
    expect(queryByRole('button')).toBeNull()
    expect(queryByText('Expired')).toBeNull()
  })

  it('are revoked after a question', async () => {
    const { getByRole } = shown(<KeyList keys={[key]} />)
    fireEvent.click(getByRole('button', { name: 'Revoke' }))
    const question = getByRole('alertdialog', { name: 'Revoke “Importer”?' })
    await pressed([...question.querySelectorAll('button')].at(-1) ?? document.body)
    expect(actions.revokeKey).toHaveBeenCalledExactlyOnceWith(key.id)
  })
})

describe('a new key', () => {
  const opened = () => {
    const page = shown(<NewKey siteUrl="https://hand.example.com" />)
    fireEvent.click(page.getByRole('button', { name: 'Make a key' }))
    return page
  }
  const make = (page: ReturnType<typeof opened>) =>
    pressed(page.getByRole('button', { name: 'Make the key' }))

  it('needs a name and something it may do', () => {
    const page = opened()
    const button = page.getByRole('button', { name: 'Make the key' })
    expect(button.hasAttribute('disabled')).toBe(true)
    fireEvent.change(page.getByRole('textbox', { name: 'Name' }), { target: { value: 'Importer' } })
    expect(button.hasAttribute('disabled')).toBe(false)
    fireEvent.click(page.getByText('Read'))
    expect(button.hasAttribute('disabled')).toBe(true)
  })

  it('says what a worker may read with one', () => {
    expect(opened().getByText(/read the files of any task of the company/)).toBeTruthy()
  })

  it('is made with what was chosen, for 90 days, and shown once', async () => {
    actions.makeKey.mockResolvedValueOnce({ ok: true, value: exampleCreatedKey })
    const page = opened()
    fireEvent.change(page.getByRole('textbox', { name: 'Name' }), { target: { value: ' Importer ' } })
    fireEvent.click(page.getByText('Write'))
    await make(page)
    expect(actions.makeKey).toHaveBeenCalledExactlyOnceWith({
      name: 'Importer',
      scopes: ['read', 'write'],
      expiresAt: '2027-01-31T10:00:00.000Z',
    })
    expect(await page.findByText(exampleCreatedKey.secret)).toBeTruthy()
    expect(page.getByRole('dialog', { name: 'Your new key' }).textContent).toContain('It is shown this once.')
    await pressed(page.getByRole('button', { name: 'I have copied it' }))
    await waitFor(() => expect(page.queryByText(exampleCreatedKey.secret)).toBeNull())
    expect(router.refresh).toHaveBeenCalled()
  })

  it('says why it was refused', async () => {
    actions.makeKey.mockResolvedValueOnce({ ok: false, detail: 'A company has 50 keys at most.' })
    const page = opened()
    fireEvent.change(page.getByRole('textbox', { name: 'Name' }), { target: { value: 'Importer' } })
    await make(page)
    expect((await page.findByRole('alert')).textContent).toBe('A company has 50 keys at most.')
  })
})

const loomWorks = { name: 'Loom Works', about: '', planApproval: 'risky', isPractice: false } as const

describe('the company', () => {
  it('saves what was changed, and nothing else', async () => {
    const { getByRole, queryByText } = shown(<CompanyForm {...loomWorks} about="We weave." />)
    expect(queryByText('You have changes that are not saved.')).toBeNull()
    fireEvent.change(getByRole('textbox', { name: 'Name' }), { target: { value: 'Loom & Sons' } })
    expect(getByRole('status').textContent).toBe('You have changes that are not saved.')
    await pressed(getByRole('button', { name: 'Save' }))
    await done()
    expect(actions.changeTheCompany).toHaveBeenCalledWith({ name: 'Loom & Sons' })
  })

  it('is saved with Enter, too, and then once', async () => {
    const { getByRole, root } = shown(<CompanyForm {...loomWorks} about="" />)
    fireEvent.change(getByRole('textbox', { name: 'Name' }), { target: { value: 'Loom & Sons' } })
    await act(async () => fireEvent.submit(root.querySelector('form') ?? root))
    expect(actions.changeTheCompany).toHaveBeenCalledExactlyOnceWith({ name: 'Loom & Sons' })
  })

  it('says when plans wait for a person, and who makes them without a key', async () => {
    const { getByRole, getByText } = shown(<CompanyForm {...loomWorks} isPractice />)
    expect(getByText(/The practice planner makes the plans here/)).not.toBeNull()
    expect(getByRole('radio', { name: /Ask when it is risky/, checked: true })).not.toBeNull()
    fireEvent.click(getByRole('radio', { name: /Always ask/ }))
    await pressed(getByRole('button', { name: 'Save' }))
    await done()
    expect(actions.changeTheCompany).toHaveBeenCalledWith({ planApproval: 'always' })
  })

  it('gives back what was there', () => {
    const { getByRole, queryByRole } = shown(<CompanyForm {...loomWorks} about="" />)
    const name = getByRole('textbox', { name: 'Name' })
    fireEvent.change(name, { target: { value: 'x' } })
    fireEvent.click(getByRole('button', { name: 'Discard' }))
    expect(name).toHaveProperty('value', 'Loom Works')
    expect(queryByRole('button', { name: 'Save' })).toBeNull()
  })

  it('keeps what was typed when it is refused, and says where', async () => {
    const refusal = { ok: false, detail: 'Not valid.', fields: { name: 'Say a name.' } }
    actions.changeTheCompany.mockResolvedValue(refusal)
    const { getByRole, findByRole } = shown(<CompanyForm {...loomWorks} about="" />)
    fireEvent.change(getByRole('textbox', { name: 'Name' }), { target: { value: ' ' } })
    await pressed(getByRole('button', { name: 'Save' }))
    const box = await findByRole('textbox', { name: 'Name', description: 'Say a name.' })
    expect(box).toHaveProperty('value', ' ')
    expect(getByRole('alert').textContent).toBe('Not valid.')
  })

  it('keeps what was typed when there is no answer', async () => {
    actions.changeTheCompany.mockRejectedValue(new Error('offline'))
    const { getByRole, findByRole } = shown(<CompanyForm {...loomWorks} about="" />)
    fireEvent.change(getByRole('textbox', { name: 'Name' }), { target: { value: 'New' } })
    await pressed(getByRole('button', { name: 'Save' }))
    expect((await findByRole('alert')).textContent).toBe(
      'The office did not answer. What you entered is still here; try again.',
    )
  })
})
