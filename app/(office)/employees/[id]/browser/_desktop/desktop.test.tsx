// @vitest-environment happy-dom
// The desktop as people see and drive it; the screen itself is told by hand.
import { act, fireEvent, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Employee } from '#lib/wire/employee.ts'
import { tell, tellStreamByHand } from '#tests/support/live.ts'
import { anEmployee, inOffice, maria } from '#tests/support/office.tsx'
import { shown } from '#tests/support/page.tsx'
import { useEmployee } from '../../../../_office/office-provider.tsx'
import { anEnd, anOpenedDesktop, toldScreens } from '../_testing/desktop.ts'
import { Desktop } from './desktop.tsx'
import type { ScreenEvents } from './screen.ts'

const told = vi.hoisted(() => ({ open: (_url: string, _events: ScreenEvents): unknown => undefined }))
vi.mock('./screen.ts', () => ({
  openScreen: (_: HTMLElement, url: string, __: string, events: ScreenEvents) => told.open(url, events),
}))

const now = Date.parse('2026-11-02T09:20:00.000Z')
tellStreamByHand()
beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['Date'] })
  localStorage.clear()
})
afterEach(() => {
  vi.useRealTimers()
})

const ada = anEmployee()
const driven = (by: string, memberName = 'Mira'): Employee => ({
  ...ada,
  control: {
    userId: by,
    memberName,
    takenAt: '2026-11-02T09:19:00.000Z',
    expiresAt: '2026-11-02T09:29:00.000Z',
  },
})

function Live() {
  const { employee } = useEmployee(ada)
  return <Desktop employee={employee} />
}

type Answer = Employee | { detail: string }

async function desktop(employee = ada, role: 'owner' | 'member' = 'owner', answers: Answer[] = []) {
  const screens = toldScreens()
  told.open = screens.open
  const asked: string[] = []
  vi.stubGlobal('fetch', async (path: string, { method = 'GET', body }: RequestInit = {}) => {
    if (path.startsWith('http')) return Response.json({})
    if (path.endsWith('/desktop')) return Response.json(anOpenedDesktop)
    if (path.endsWith('/sites')) return Response.json({ rules: [], requests: [] })
    asked.push(`${method} ${path.split('/').at(-1)}${body ? ` ${body}` : ''}`)
    const answer = answers.shift() ?? ada
    return Response.json(answer, { status: 'detail' in answer ? 409 : 200 })
  })
  const page = shown(inOffice(<Live />, { role, employees: [employee] }))
  await waitFor(() => expect(screens.opened).toHaveLength(1))
  const open = () => act(() => screens.newest().events.onOpen())
  return { ...page, screens, asked, open }
}

const press = async (button: HTMLElement) => act(async () => fireEvent.click(button))

describe('watching', () => {
  it('is all one does at first, and the words say so', async () => {
    const { words, open, screens, getByRole } = await desktop()
    expect(words()).toContain('Opening Ada’s desktop')
    expect(getByRole('button', { name: 'Take control' })).toHaveProperty('disabled', true)
    open()
    expect(words()).toContain('You are watching. Ada does not notice. Live')
    expect(screens.newest().url).toBe('ws://0123.desk.localhost:3009/desktop')
    expect(screens.newest().looks.at(-1)).toEqual({ quality: 'balanced', zoom: 'fit', isDriving: false })
  })

  it('shows how far away the desktop is', async () => {
    const { words, open, screens } = await desktop()
    open()
    act(() => screens.newest().events.onLatency(24))
    expect(words()).toContain('Live 24 ms')
  })

  it('says what is wrong with the desk while it works', async () => {
    const complaint = { code: 'home_nearly_full', text: 'The home is nearly full.', action: 'Remove files.' }
    const { words } = await desktop(anEmployee({ desk: { complaint } }))
    expect(words()).toContain('The home is nearly full. Remove files.')
  })

  it('leaves no socket behind', async () => {
    const { again, screens, open } = await desktop()
    open()
    again(null)
    expect(screens.newest().close).toHaveBeenCalled()
  })
})

describe('taking control', () => {
  it('lets keys through, shows how long, and is handed back', async () => {
    const { getByRole, words, screens, asked, open } = await desktop(ada, 'owner', [driven(maria), ada])
    open()
    await press(getByRole('button', { name: 'Take control' }))
    expect(asked).toEqual(['POST control {"takeOver":false}'])
    expect(words()).toContain('You have control, 9 min left unless you go on. Ada waits.')
    expect(words()).toContain('To leave it: Ctrl Alt Shift')
    expect(screens.newest().looks.at(-1)?.isDriving).toBe(true)
    expect(screens.newest().focus).toHaveBeenCalled()
    await press(getByRole('button', { name: 'Hand back' }))
    expect(asked.at(-1)).toBe('DELETE control')
    expect(words()).toContain('You are watching.')
    expect(words()).not.toContain('has ended')
    expect(screens.newest().looks.at(-1)?.isDriving).toBe(false)
  })

  it('stays with who took it over before the answer was here', async () => {
    const { getByRole, words, open } = await desktop(ada, 'owner')
    const answer = Promise.withResolvers<Response>()
    vi.stubGlobal('fetch', () => answer.promise)
    open()
    await press(getByRole('button', { name: 'Take control' }))
    tell({ event: 'employee', data: driven(maria) })
    tell({ event: 'employee', data: driven('mira') })
    await act(async () => answer.resolve(Response.json(driven(maria))))
    expect(words()).toContain('Mira has control, until')
  })

  it('that is lost is told also when handing it back had failed before', async () => {
    const { getByRole, words, open } = await desktop(driven(maria), 'owner', [{ detail: 'Not now.' }])
    open()
    await press(getByRole('button', { name: 'Hand back' }))
    expect(words()).toContain('Not now.')
    tell({ event: 'employee', data: driven('mira') })
    expect(words()).toContain('Mira took control over.')
  })

  it('is refused in words', async () => {
    const detail = 'Mira has control of Ada’s desktop.'
    const { getByRole, words, open } = await desktop(ada, 'owner', [{ detail }])
    open()
    await press(getByRole('button', { name: 'Take control' }))
    expect(words()).toContain(detail)
  })

  it('ends with its time, and says so', async () => {
    const { words, open, screens } = await desktop(driven(maria))
    open()
    expect(words()).toContain('You have control')
    vi.setSystemTime(now + 10 * 60_000)
    await waitFor(() => expect(words()).toContain('Your control has ended'), { timeout: 3000 })
    expect(screens.newest().looks.at(-1)?.isDriving).toBe(false)
  })

  it('is seen by everybody at once', async () => {
    const { words, open, getByRole } = await desktop(ada, 'member')
    open()
    tell({ event: 'employee', data: driven('mira') })
    expect(words()).toContain('Mira has control, until')
    const button = getByRole('button', { name: 'Take control' })
    expect(button).toHaveProperty('disabled', true)
    const why = document.getElementById(button.getAttribute('aria-describedby') ?? '')
    expect(why?.textContent).toContain('Ask for it to be handed back.')
  })

  it('is taken over by an owner, after a question', async () => {
    const { words, open, getByRole, asked } = await desktop(driven('mira'), 'owner', [driven(maria)])
    open()
    await press(getByRole('button', { name: 'Take over' }))
    expect(getByRole('alertdialog', { name: 'Take over from Mira?' })).toBeTruthy()
    expect(asked).toEqual([])
    const confirm = [...getByRole('alertdialog').querySelectorAll('button')].at(-1)
    if (confirm) await press(confirm)
    expect(asked).toEqual(['POST control {"takeOver":true}'])
    expect(words()).toContain('You have control')
  })

  it('is lost to whoever takes it over, and says to whom', async () => {
    const { words, open } = await desktop(driven(maria))
    open()
    tell({ event: 'employee', data: driven('jonas', 'Jonas') })
    expect(words()).toContain('Jonas took control over.')
  })
})

describe('a desktop that is away', () => {
  it('says why, when it is tried again, and tries at once on request', async () => {
    const { words, open, screens, getByRole } = await desktop()
    open()
    act(() => screens.newest().events.onEnd(anEnd()))
    expect(words()).toContain('The connection broke off.')
    expect(words()).toContain('Nothing on the desk is lost.')
    expect(words()).toContain('Connecting again')
    await press(getByRole('button', { name: 'Try now' }))
    await waitFor(() => expect(screens.opened).toHaveLength(2))
  })

  it('rests when nobody touches the page, until somebody wants to watch', async () => {
    const { words, open, screens, getByRole } = await desktop()
    open()
    act(() => screens.newest().events.onEnd(anEnd({ code: 4408, reason: 'idle' })))
    expect(words()).toContain('The picture rests.')
    await press(getByRole('button', { name: 'Watch again' }))
    await waitFor(() => expect(screens.opened).toHaveLength(2))
  })
})

describe('the clipboard', () => {
  it('explains itself until one has control', async () => {
    const { open, getByRole, words } = await desktop()
    open()
    await press(getByRole('button', { name: 'Clipboard' }))
    expect(words()).toContain('Take control first.')
  })

  it('takes a text to the desktop', async () => {
    const { open, getByRole, words, screens } = await desktop(driven(maria))
    open()
    await press(getByRole('button', { name: 'Clipboard' }))
    expect(words()).toContain('no passwords')
    fireEvent.change(getByRole('textbox', { name: 'Send a text' }), { target: { value: 'Order 4711' } })
    await press(getByRole('button', { name: 'Send' }))
    expect(screens.newest().putOnClipboard).toHaveBeenCalledWith('Order 4711')
    expect(words()).toContain('It is on the desktop’s clipboard.')
  })

  it('brings what is copied there only once it is shared', async () => {
    const { open, getByRole, getByText, words, screens } = await desktop(driven(maria))
    open()
    const copy = (text: string) => act(() => screens.newest().events.onCopied(text))
    copy('not for me')
    await press(getByRole('button', { name: 'Clipboard' }))
    expect(words()).not.toContain('not for me')
    fireEvent.click(getByText('Share my clipboard'))
    expect(getByRole('switch').getAttribute('aria-checked')).toBe('true')
    copy('for me')
    expect(words()).toContain('for me')
  })
})

describe('the picture', () => {
  it('is as this browser liked it last time', async () => {
    localStorage.setItem('deskhand.desktop.look', JSON.stringify({ quality: 'light', zoom: 'actual' }))
    const { open, screens } = await desktop()
    open()
    expect(screens.newest().looks.at(-1)).toMatchObject({ quality: 'light', zoom: 'actual' })
  })

  it('is as usual where something else was kept', async () => {
    localStorage.setItem('deskhand.desktop.look', '{"quality":"best"}')
    const { open, screens } = await desktop()
    open()
    expect(screens.newest().looks.at(-1)).toMatchObject({ quality: 'balanced', zoom: 'fit' })
  })

  it('fills the window and gives it back', async () => {
    const { open, getByRole } = await desktop()
    open()
    const region = getByRole('region', { name: 'Desktop' })
    await press(getByRole('button', { name: 'Full screen' }))
    expect(region.className).toContain('fixed')
    await press(getByRole('button', { name: 'Leave full screen' }))
    expect(region.className).not.toContain('fixed')
  })
})
