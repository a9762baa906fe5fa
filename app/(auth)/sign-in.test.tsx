// @vitest-environment happy-dom
// Signing in, as somebody sees it: the address, the code, the link of the mail.
import { act, fireEvent, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sent, shown } from '#tests/support/page.tsx'
import { CodeStep } from './_sign-in/code-step.tsx'
import { GoogleLink } from './_sign-in/google-link.tsx'
import { SignInForm } from './_sign-in/sign-in-form.tsx'
import { SignedInAs } from './_sign-in/signed-in-as.tsx'
import { ConfirmForm } from './auth/confirm/confirm-form.tsx'
import { noticeOf } from './sign-in/notice.ts'

const actions = vi.hoisted(() => ({
  requestSignIn: vi.fn(),
  enterCode: vi.fn(),
  confirmLink: vi.fn(),
  signOut: vi.fn(),
}))
vi.mock('./_actions/request-sign-in.ts', () => actions)
vi.mock('./_actions/enter-code.ts', () => actions)
vi.mock('./_actions/confirm-link.ts', () => actions)
vi.mock('./_actions/sign-out.ts', () => actions)

beforeEach(() => {
  actions.requestSignIn.mockResolvedValue({
    email: 'ada@example.com',
    outcome: { ok: true, value: { sentAtMs: 1 } },
  })
})

const form = (facts: Partial<Parameters<typeof SignInForm>[0]> = {}) =>
  shown(
    <SignInForm next="/employees?x=1" mailboxHref={undefined} {...facts}>
      <h1>Welcome back.</h1>
    </SignInForm>,
  )
const pressed = (button: HTMLElement) => act(async () => fireEvent.click(button))
const given = (action: { mock: { calls: unknown[][] } }) => {
  const data = action.mock.calls.at(-1)?.[1]
  return data instanceof FormData ? Object.fromEntries(data) : data
}

describe('the address', () => {
  it('is asked for by name, ready to be filled in', () => {
    const box = form().getByRole('textbox', { name: 'E-mail address' })
    expect(box.getAttribute('type')).toBe('email')
    expect(box.getAttribute('autocomplete')).toBe('email')
  })

  it('is sent with where to go on', async () => {
    const { getByRole } = form()
    fireEvent.change(getByRole('textbox'), { target: { value: 'Ada@Example.com' } })
    await pressed(getByRole('button', { name: 'Continue with e-mail' }))
    expect(given(actions.requestSignIn)).toEqual({ email: 'Ada@Example.com', next: '/employees?x=1' })
  })

  it('is followed by the code', async () => {
    const { getByRole, findByRole, queryByText } = form()
    await pressed(getByRole('button', { name: 'Continue with e-mail' }))
    expect(await findByRole('heading', { name: 'Look at your mail.' })).toBeTruthy()
    expect(queryByText('Welcome back.')).toBeNull()
  })

  it('can be changed after that', async () => {
    const { getByRole, findByRole } = form()
    await pressed(getByRole('button', { name: 'Continue with e-mail' }))
    await pressed(await findByRole('button', { name: 'Use another one' }))
    expect(getByRole('textbox', { name: 'E-mail address' })).toHaveProperty('value', 'ada@example.com')
  })

  it('of an invitation is shown, not asked, and stays', async () => {
    const { queryByRole, getByRole, findByRole } = form({ email: 'ada@example.com', addressIsFixed: true })
    expect(queryByRole('textbox')).toBeNull()
    await pressed(getByRole('button', { name: 'Mail me a sign-in link' }))
    expect(given(actions.requestSignIn)).toMatchObject({ email: 'ada@example.com' })
    await findByRole('heading', { name: 'Look at your mail.' })
    expect(queryByRole('button', { name: 'Use another one' })).toBeNull()
  })

  it('stays with the words of a refusal at it', async () => {
    const detail = 'This does not look like an e-mail address'
    const outcome = { ok: false, detail: 'Not valid.', fields: { email: detail } }
    actions.requestSignIn.mockResolvedValueOnce({ email: 'ada@', outcome })
    const { getByRole, findByRole, queryByRole } = form()
    await pressed(getByRole('button', { name: 'Continue with e-mail' }))
    expect(await findByRole('textbox', { description: detail })).toHaveProperty('value', 'ada@')
    expect(queryByRole('alert')).toBeNull()
  })

  it('is not blamed for what is not its fault', async () => {
    const detail = 'The sign-in service does not answer just now.'
    actions.requestSignIn.mockResolvedValueOnce({ email: 'a@b.c', outcome: { ok: false, detail } })
    const { getByRole, findByRole } = form()
    await pressed(getByRole('button', { name: 'Continue with e-mail' }))
    expect((await findByRole('alert')).textContent).toBe(detail)
    expect(getByRole('textbox').getAttribute('aria-invalid')).not.toBe('true')
  })

  it('can be left out with Google, which comes back to the same place', () => {
    const link = sent(<GoogleLink next="/invitation/a?b=c&d" />).getByRole('link', {
      name: 'Continue with Google',
    })
    expect(link.getAttribute('href')).toBe('/auth/google?next=%2Finvitation%2Fa%3Fb%3Dc%26d')
  })
})

describe('the code', () => {
  beforeEach(() => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    actions.enterCode.mockResolvedValue(null)
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const code = (facts: Partial<Parameters<typeof CodeStep>[0]> = {}) =>
    shown(<CodeStep email="ada@example.com" next="/employees" mailboxHref={undefined} {...facts} />)
  const type = (page: ReturnType<typeof code>, value: string) =>
    fireEvent.change(page.getByRole('textbox', { name: 'Six-digit code' }), { target: { value } })

  it('says where the mail went', () => {
    expect(code().words()).toContain('We sent a link and a code to ada@example.com.')
  })

  it.each([
    ['12', '12'],
    ['12 34', '1234'],
    ['12-34-5x', '12345'],
    ['1234567890', '123456'],
    ['code: 00 11 22', '001122'],
    ['abc', ''],
  ])('“%s” is typed as “%s”', (typed, digits) => {
    const page = code()
    type(page, typed)
    expect(page.getByRole('textbox')).toHaveProperty('value', digits)
  })

  it('is offered by phones that read the mail', () => {
    const box = code().getByRole('textbox')
    expect(box.getAttribute('autocomplete')).toBe('one-time-code')
    expect(box.getAttribute('inputmode')).toBe('numeric')
  })

  it('goes with its address and where to go on', async () => {
    const page = code()
    type(page, '1234')
    await pressed(page.getByRole('button', { name: 'Sign in' }))
    expect(given(actions.enterCode)).toEqual({ email: 'ada@example.com', next: '/employees', code: '1234' })
  })

  it('says at the field what is wrong with it', async () => {
    actions.enterCode.mockResolvedValueOnce({ ok: false, detail: 'This code is wrong, used or too old.' })
    const page = code()
    type(page, '1234')
    await pressed(page.getByRole('button', { name: 'Sign in' }))
    expect(
      await page.findByRole('textbox', { description: 'This code is wrong, used or too old.' }),
    ).toBeTruthy()
  })

  it('can be sent again after a minute', async () => {
    const page = code()
    expect(page.getByText(/Send again in/).textContent).toBe('Send again in 60 s')
    await act(() => vi.advanceTimersByTimeAsync(61_000))
    await pressed(await page.findByRole('button', { name: 'Send it again' }))
    expect(given(actions.requestSignIn)).toEqual({ email: 'ada@example.com', next: '/employees' })
    await waitFor(() => expect(page.words()).toContain('Sent again.Send again in 60 s'))
  })

  it.each([
    [undefined, null],
    ['/dev/mailbox', '/dev/mailbox'],
  ])('with the mailbox at %s leads to %s', (mailboxHref, href) => {
    const link = code({ mailboxHref }).queryByRole('link', { name: 'Open the mailbox' })
    expect(link?.getAttribute('href') ?? null).toBe(href)
  })
})

describe('the link of the mail', () => {
  const confirm = (tokenHash: string, presentEmail: string | null = null) =>
    shown(
      <ConfirmForm
        tokenHash={tokenHash}
        next="/employees"
        presentEmail={presentEmail}
        mailboxHref={undefined}
      />,
    )

  it('signs in when it is pressed, not when it is opened', async () => {
    actions.confirmLink.mockResolvedValueOnce(null)
    const { getByRole } = confirm('hash')
    expect(actions.confirmLink).not.toHaveBeenCalled()
    await pressed(getByRole('button', { name: 'Sign in to Deskhand' }))
    expect(given(actions.confirmLink)).toEqual({ token_hash: 'hash', next: '/employees' })
  })

  it('says who is signed in here already', () => {
    expect(confirm('hash', 'grace@example.com').words()).toContain(
      'You are signed in as grace@example.com here.',
    )
  })

  it.each([
    ['has lost a part', '', undefined, /A part of the link is missing/],
    ['was used', 'hash', { ok: false, code: 'gone', detail: 'This one was used.' }, /^This one was used\.$/],
  ])('that %s says so and offers a new one', async (_, tokenHash, outcome, words) => {
    if (outcome) actions.confirmLink.mockResolvedValueOnce(outcome)
    const page = confirm(tokenHash)
    if (tokenHash) await pressed(page.getByRole('button', { name: 'Sign in to Deskhand' }))
    expect(await page.findByRole('heading', { name: 'This link does not work any more.' })).toBeTruthy()
    expect(page.getByRole('alert').textContent).toMatch(words)
    expect(page.getByRole('textbox', { name: 'E-mail address' })).toBeTruthy()
  })

  it('lets somebody who is signed in go on without it', () => {
    const { getByRole } = confirm('', 'ada@example.com')
    expect(getByRole('link', { name: 'Go on' }).getAttribute('href')).toBe('/employees')
  })

  it('can be pressed again when the office was away', async () => {
    actions.confirmLink.mockResolvedValueOnce({
      ok: false,
      code: 'unavailable',
      detail: 'Try again in a minute.',
    })
    const { getByRole, findByRole } = confirm('hash')
    await pressed(getByRole('button', { name: 'Sign in to Deskhand' }))
    expect((await findByRole('alert')).textContent).toBe('Try again in a minute.')
    expect(getByRole('button', { name: 'Sign in to Deskhand' })).toBeTruthy()
  })
})

it('who is signed in can use another address', async () => {
  const { getByRole, words } = shown(<SignedInAs email="ada@example.com" />)
  expect(words()).toContain('Signed in as ada@example.com.')
  await pressed(getByRole('button', { name: 'Use another address' }))
  expect(actions.signOut).toHaveBeenCalledOnce()
})

describe('what brought somebody back', () => {
  it.each([
    [{ problem: 'google-denied' }, 'Google was not asked to let you in', 'info'],
    [{ problem: 'google-failed' }, 'Signing in with Google did not work', 'error'],
    [{ ended: 'everywhere' }, 'You are signed out everywhere', 'info'],
  ])('%j is: %s', (query, title, tone) => {
    expect(noticeOf(query)).toMatchObject({ title, tone })
  })

  it.each([
    [{}],
    [{ problem: 'toString' }],
    [{ problem: '__proto__' }],
    [{ problem: ['google-denied', 'x'] }],
    [{ problem: '<b>' }],
  ])('%j is nothing', (query) => {
    expect(noticeOf(query)).toBeUndefined()
  })
})
