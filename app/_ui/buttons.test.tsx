// @vitest-environment happy-dom
import { fireEvent, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { sent, shown } from '#tests/support/page.tsx'
import { Button } from './button.tsx'
import { ButtonLink } from './button-link.tsx'
import { buttonLook } from './button-look.ts'
import { CopyButton } from './copy-button.tsx'
import { IconButton } from './icon-button.tsx'
import { LoadMore } from './load-more.tsx'

describe('a button', () => {
  it('does not send a form unless it is told to', () => {
    const { getByRole } = sent(
      <>
        <Button>Plain</Button>
        <Button type="submit">Send</Button>
      </>,
    )
    expect(getByRole('button', { name: 'Plain' }).getAttribute('type')).toBe('button')
    expect(getByRole('button', { name: 'Send' }).getAttribute('type')).toBe('submit')
  })

  it('acts when pressed', () => {
    const act = vi.fn()
    fireEvent.click(shown(<Button onClick={act}>Go</Button>).getByRole('button', { name: 'Go' }))
    expect(act).toHaveBeenCalledOnce()
  })

  it('ignores presses while busy, and keeps the focus and its words', () => {
    const act = vi.fn()
    const button = (busy: boolean) => (
      <Button busy={busy} onClick={act}>
        Save
      </Button>
    )
    const { getByRole, again } = shown(button(false))
    getByRole('button').focus()
    again(button(true))
    fireEvent.click(getByRole('button', { name: 'Save' }))
    expect(act).not.toHaveBeenCalled()
    expect(document.activeElement).toBe(getByRole('button'))
    expect(getByRole('button').getAttribute('aria-busy')).toBe('true')
    expect(getByRole('button').getAttribute('aria-disabled')).toBe('true')
    expect(getByRole('button').hasAttribute('disabled')).toBe(false)
  })

  it('sends no form while busy', () => {
    const send = vi.fn((event: Event) => event.preventDefault())
    const { getByRole, root } = shown(
      <form>
        <Button type="submit" busy>
          Send
        </Button>
      </form>,
    )
    root.querySelector('form')?.addEventListener('submit', send)
    fireEvent.click(getByRole('button'))
    expect(send).not.toHaveBeenCalled()
  })

  it('says nothing of being busy when it is not', () => {
    const button = sent(<Button>Save</Button>).getByRole('button')
    expect(button.hasAttribute('aria-busy')).toBe(false)
    expect(button.hasAttribute('aria-disabled')).toBe(false)
  })

  it.each(['primary', 'quiet', 'plain', 'danger'] as const)('of tone %s looks like no other', (tone) => {
    const others = (['primary', 'quiet', 'plain', 'danger'] as const).filter((one) => one !== tone)
    for (const other of others) expect(buttonLook(tone, 'md')).not.toBe(buttonLook(other, 'md'))
  })

  it('is large enough for a thumb on small screens', () => {
    expect(buttonLook('quiet', 'md')).toContain('max-sm:h-11')
    expect(buttonLook('quiet', 'lg')).toContain('h-11')
    expect(buttonLook('quiet', 'md', 'self-end')).toContain('self-end')
  })
})

describe('a link that looks like a button', () => {
  it('is a link', () => {
    const link = sent(<ButtonLink href="/sign-in">Sign in</ButtonLink>).getByRole('link', { name: 'Sign in' })
    expect(link.getAttribute('href')).toBe('/sign-in')
    expect(link.className).toBe(buttonLook('quiet', 'md'))
  })
})

describe('a button with an icon only', () => {
  it('has a name for those who listen and a title for those who wonder', () => {
    const button = sent(
      <IconButton label="Close">
        <svg aria-hidden="true" />
      </IconButton>,
    ).getByRole('button', { name: 'Close' })
    expect(button.getAttribute('title')).toBe('Close')
    expect(button.getAttribute('type')).toBe('button')
  })

  it('can be disabled', () => {
    const act = vi.fn()
    const { getByRole } = shown(
      <IconButton label="Again" disabled onClick={act}>
        x
      </IconButton>,
    )
    fireEvent.click(getByRole('button', { name: 'Again' }))
    expect(act).not.toHaveBeenCalled()
  })
})

describe('a button that copies', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('copies the very text, says so, and is itself again after a moment', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const writeText = vi.fn(async () => undefined)
    vi.stubGlobal('navigator', { clipboard: { writeText } })
    const { getByRole } = shown(<CopyButton text={'a\nb  <c>'} label="Copy the code" />)
    expect(getByRole('status').textContent).toBe('')
    fireEvent.click(getByRole('button', { name: 'Copy the code' }))
    await waitFor(() => expect(getByRole('status').textContent).toBe('Copied'))
    expect(writeText).toHaveBeenCalledWith('a\nb  <c>')
    await vi.advanceTimersByTimeAsync(2000)
    await waitFor(() => expect(getByRole('status').textContent).toBe(''))
  })

  it('is called copy when nobody says more', () => {
    expect(sent(<CopyButton text="x" />).getByRole('button', { name: 'Copy' })).toBeTruthy()
  })
})

describe('the next page of a list', () => {
  it('is loaded on request, and once', () => {
    const load = vi.fn()
    const { getByRole, again } = shown(<LoadMore onLoad={load} />)
    fireEvent.click(getByRole('button', { name: 'Show more' }))
    again(<LoadMore onLoad={load} busy />)
    fireEvent.click(getByRole('button', { name: 'Show more' }))
    expect(load).toHaveBeenCalledOnce()
  })

  it('may be called differently', () => {
    const { getByRole } = sent(<LoadMore label="Older entries" onLoad={() => undefined} />)
    expect(getByRole('button', { name: 'Older entries' })).toBeTruthy()
  })
})
