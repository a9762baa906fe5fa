// @vitest-environment happy-dom
import { act, fireEvent, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { shown } from '#tests/support/page.tsx'
import { AlertDialog } from './alert-dialog.tsx'
import { Button } from './button.tsx'
import { Dialog, DialogClose } from './dialog.tsx'
import { Menu, MenuItem, MenuLine, MenuLink } from './menu.tsx'
import { Popover } from './popover.tsx'
import { ThemeSwitch } from './theme-switch.tsx'
import { Toaster, toast } from './toast.tsx'
import { Tooltip } from './tooltip.tsx'

describe('a question before something hard to take back', () => {
  const question = {
    title: 'Fire Ada?',
    description: 'For 3 days she can be taken back.',
    confirm: 'Fire Ada',
    trigger: <Button>Fire</Button>,
  }

  it('is not there until it is asked', () => {
    const { queryByRole } = shown(<AlertDialog {...question} onConfirm={() => undefined} />)
    expect(queryByRole('alertdialog')).toBeNull()
  })

  it('says what happens, and its buttons are the verbs', () => {
    const { getByRole } = shown(<AlertDialog {...question} onConfirm={() => undefined} />)
    fireEvent.click(getByRole('button', { name: 'Fire' }))
    const dialog = getByRole('alertdialog', {
      name: 'Fire Ada?',
      description: 'For 3 days she can be taken back.',
    })
    expect([...dialog.querySelectorAll('button')].map((one) => one.textContent)).toEqual([
      'Cancel',
      'Fire Ada',
    ])
  })

  it('does it once it is confirmed, and goes', async () => {
    const confirm = vi.fn()
    const { getByRole, queryByRole } = shown(<AlertDialog {...question} onConfirm={confirm} />)
    fireEvent.click(getByRole('button', { name: 'Fire' }))
    fireEvent.click(getByRole('button', { name: 'Fire Ada' }))
    await waitFor(() => expect(queryByRole('alertdialog')).toBeNull())
    expect(confirm).toHaveBeenCalledOnce()
  })

  it('does nothing when it is cancelled', async () => {
    const confirm = vi.fn()
    const { getByRole, queryByRole } = shown(
      <AlertDialog {...question} cancel="Keep Ada" onConfirm={confirm} />,
    )
    fireEvent.click(getByRole('button', { name: 'Fire' }))
    fireEvent.click(getByRole('button', { name: 'Keep Ada' }))
    await waitFor(() => expect(queryByRole('alertdialog')).toBeNull())
    expect(confirm).not.toHaveBeenCalled()
  })

  it('stays, busy, until the work is done', async () => {
    const work = Promise.withResolvers<void>()
    const change = vi.fn()
    const { getByRole, queryByRole } = shown(
      <AlertDialog {...question} onOpenChange={change} onConfirm={() => work.promise} />,
    )
    fireEvent.click(getByRole('button', { name: 'Fire' }))
    fireEvent.click(getByRole('button', { name: 'Fire Ada' }))
    expect(getByRole('button', { name: 'Fire Ada' }).getAttribute('aria-busy')).toBe('true')
    expect(getByRole('button', { name: 'Cancel' }).hasAttribute('disabled')).toBe(true)
    await act(async () => void fireEvent.keyDown(getByRole('alertdialog'), { key: 'Escape' }))
    expect(change.mock.calls).toEqual([[true]])
    await act(async () => work.resolve())
    await waitFor(() => expect(queryByRole('alertdialog')).toBeNull())
    expect(change.mock.calls).toEqual([[true], [false]])
  })

  it('can be opened from outside, and tells when it is closed', async () => {
    const change = vi.fn()
    const { getByRole } = shown(
      <AlertDialog
        {...question}
        trigger={<Button>Fire</Button>}
        open
        onOpenChange={change}
        onConfirm={() => undefined}
      />,
    )
    fireEvent.click(getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(change).toHaveBeenCalledWith(false))
  })
})

describe('a dialog', () => {
  const dialog = (
    <Dialog
      title="Make a key"
      description="Shown once."
      trigger={<Button>New key</Button>}
      footer={
        <DialogClose>
          <Button>Done</Button>
        </DialogClose>
      }
    >
      The form
    </Dialog>
  )

  it('is named and described, and takes the focus', async () => {
    const { getByRole } = shown(dialog)
    fireEvent.click(getByRole('button', { name: 'New key' }))
    const opened = getByRole('dialog', { name: 'Make a key', description: 'Shown once.' })
    expect(opened.textContent).toContain('The form')
    await waitFor(() => expect(opened.contains(document.activeElement)).toBe(true))
  })

  it.each(['Close', 'Done'])('goes with the button “%s”', async (name) => {
    const { getByRole, queryByRole } = shown(dialog)
    fireEvent.click(getByRole('button', { name: 'New key' }))
    fireEvent.click(getByRole('button', { name }))
    await waitFor(() => expect(queryByRole('dialog')).toBeNull())
  })

  it('goes with Escape, and tells', async () => {
    const change = vi.fn()
    const { getByRole } = shown(
      <Dialog title="Keys" open onOpenChange={change}>
        List
      </Dialog>,
    )
    fireEvent.keyDown(getByRole('dialog'), { key: 'Escape' })
    await waitFor(() => expect(change).toHaveBeenCalledWith(false))
  })
})

describe('a menu', () => {
  const start = vi.fn()
  const menu = (
    <Menu trigger={<Button>What to do</Button>}>
      <MenuItem onClick={start} shortcut={<kbd>S</kbd>} icon={<i />}>
        Start
      </MenuItem>
      <MenuItem disabled onClick={start}>
        Pause
      </MenuItem>
      <MenuLine />
      <MenuItem danger>Fire</MenuItem>
      <MenuLink href="/settings">Settings</MenuLink>
    </Menu>
  )
  const opened = () => {
    const page = shown(menu)
    fireEvent.click(page.getByRole('button', { name: 'What to do' }))
    return page
  }

  it('opens with all its items', () => {
    const { getAllByRole, getByRole } = opened()
    expect(getAllByRole('menuitem').map((item) => item.textContent)).toEqual([
      'StartS',
      'Pause',
      'Fire',
      'Settings',
    ])
    expect(getByRole('separator')).toBeTruthy()
    expect(getByRole('menuitem', { name: 'Settings' }).getAttribute('href')).toBe('/settings')
  })

  it('does what is chosen, and goes', async () => {
    const { getByRole, queryByRole } = opened()
    fireEvent.click(getByRole('menuitem', { name: 'Start S' }))
    expect(start).toHaveBeenCalledOnce()
    await waitFor(() => expect(queryByRole('menu')).toBeNull())
  })

  it('does nothing for an item that is disabled', () => {
    const { getByRole } = opened()
    fireEvent.click(getByRole('menuitem', { name: 'Pause' }))
    expect(start).not.toHaveBeenCalled()
    expect(getByRole('menuitem', { name: 'Pause' }).getAttribute('aria-disabled')).toBe('true')
  })

  it('shows what is dangerous as such', () => {
    const { getByRole } = opened()
    expect(getByRole('menuitem', { name: 'Fire' }).className).toContain('text-bad')
    expect(getByRole('menuitem', { name: 'Start S' }).className).not.toContain('text-bad')
  })
})

describe('a popover', () => {
  it('opens under its name', () => {
    const { getByRole } = shown(
      <Popover trigger={<Button>Account</Button>} title="Account">
        ada@example.com
      </Popover>,
    )
    fireEvent.click(getByRole('button', { name: 'Account' }))
    expect(getByRole('dialog', { name: 'Account' }).textContent).toBe('Accountada@example.com')
  })
})

it('a tooltip leaves the name of its control alone', () => {
  const { getByRole } = shown(
    <Tooltip text="Sends it">
      <Button>Send</Button>
    </Tooltip>,
  )
  expect(getByRole('button', { name: 'Send' })).toBeTruthy()
})

describe('the theme', () => {
  afterEach(() => {
    localStorage.clear()
    delete document.documentElement.dataset.theme
  })

  it.each([
    ['Light', 'light', 'light'],
    ['Dark', 'dark', 'dark'],
    ['As the system', undefined, null],
  ])('%s is applied at once and remembered', (name, applied, stored) => {
    document.documentElement.dataset.theme = name === 'Dark' ? 'light' : 'dark'
    localStorage.setItem('theme', 'dark')
    const { getByRole } = shown(<ThemeSwitch />)
    fireEvent.click(getByRole('button', { name }))
    expect(document.documentElement.dataset.theme).toBe(applied)
    expect(localStorage.getItem('theme')).toBe(stored)
    expect(getByRole('button', { name, pressed: true })).toBeTruthy()
  })

  it('is one of a named group, with one pressed', () => {
    const { getByRole, getAllByRole } = shown(<ThemeSwitch />)
    expect(getByRole('group', { name: 'Theme' })).toBeTruthy()
    expect(getAllByRole('button', { pressed: true }).map((one) => one.title)).toEqual(['As the system'])
  })

  it('works with storage switched off', () => {
    vi.stubGlobal('localStorage', undefined)
    const { getByRole } = shown(<ThemeSwitch />)
    fireEvent.click(getByRole('button', { name: 'Dark' }))
    expect(document.documentElement.dataset.theme).toBe('dark')
    vi.unstubAllGlobals()
  })
})

it('a toast tells the news where it is heard', async () => {
  const { findByText } = shown(<Toaster />)
  act(() => void toast.success('Saved'))
  const news = await findByText('Saved')
  expect(news.closest('[aria-live]')?.getAttribute('aria-live')).toBe('polite')
})
