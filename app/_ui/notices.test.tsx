// @vitest-environment happy-dom
import { fireEvent } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { sent, shown } from '#tests/support/page.tsx'
import { Banner } from './banner.tsx'
import { Button } from './button.tsx'
import { Card } from './card.tsx'
import { EmptyState } from './empty-state.tsx'
import { ErrorNotice } from './error-notice.tsx'
import { LinkTabs } from './link-tabs.tsx'
import { PageHeader } from './page-header.tsx'
import { Pagination } from './pagination.tsx'

describe('a banner', () => {
  it.each([
    ['info', 'status'],
    ['warn', 'status'],
    ['error', 'alert'],
  ] as const)('of tone %s is a %s to those who listen', (tone, role) => {
    const { getByRole } = sent(
      <Banner tone={tone} title="The desk stopped.">
        Files are safe.
      </Banner>,
    )
    expect(getByRole(role).textContent).toBe('The desk stopped.Files are safe.')
  })

  it('offers what helps', () => {
    const retry = vi.fn()
    const { getByRole } = shown(
      <Banner action={<Button onClick={retry}>Try again</Button>}>No answer.</Banner>,
    )
    fireEvent.click(getByRole('button', { name: 'Try again' }))
    expect(retry).toHaveBeenCalledOnce()
  })

  it('leaves out what it has not', () => {
    const { root } = sent(<Banner title="Saved" />)
    expect(root.querySelectorAll('p')).toHaveLength(1)
    expect(sent(<Banner>Only text</Banner>).root.querySelectorAll('p')).toHaveLength(0)
  })
})

describe('an empty place', () => {
  it('says what is not there, why, and what to do', () => {
    const { words, getByRole } = sent(
      <EmptyState title="No key yet." text="Programs need one." action={<Button>Make a key</Button>} />,
    )
    expect(words).toBe('No key yet. Programs need one. Make a key')
    expect(getByRole('button', { name: 'Make a key' })).toBeTruthy()
  })

  it('is one sentence when that is enough', () => {
    expect(sent(<EmptyState title="Nothing was changed yet." />).words).toBe('Nothing was changed yet.')
  })
})

describe('a page that failed', () => {
  const failure = Object.assign(new Error('secret of the database'), { digest: '3141592653' })

  it('says what is safe and what to do, and not what broke', () => {
    const { getByRole, words } = sent(<ErrorNotice error={failure} retry={() => undefined} />)
    expect(getByRole('heading', { level: 1 }).textContent).toBe('This page could not be shown.')
    expect(words).toContain('What you saved is safe')
    expect(words).toContain('3141592653')
    expect(words).not.toContain('secret')
  })

  it('is tried again on request', () => {
    const retry = vi.fn()
    const { getByRole } = shown(<ErrorNotice error={failure} retry={retry} />)
    fireEvent.click(getByRole('button', { name: 'Try again' }))
    expect(retry).toHaveBeenCalledOnce()
  })

  it.each([[undefined], [null], ['text'], [{}], [{ digest: 7 }]])('bears %j as what was thrown', (thrown) => {
    const { words } = sent(<ErrorNotice error={thrown} retry={() => undefined} />)
    expect(words.endsWith('Try again')).toBe(true)
  })

  it('has no second main part inside a page', () => {
    const { root } = sent(<ErrorNotice error={failure} retry={() => undefined} isInside />)
    expect(root.querySelector('main')).toBeNull()
    expect(root.querySelector('[role=alert]')).toBeTruthy()
    expect(
      sent(<ErrorNotice error={failure} retry={() => undefined} />).root.querySelector('main'),
    ).toBeTruthy()
  })
})

describe('tabs that are pages', () => {
  const tabs = [
    { href: '/employees/1/chat', label: 'Chat' },
    { href: '/employees/1/settings', label: 'Settings', aside: <span>2</span> },
  ]
  const currentAt = (path: string) =>
    sent(<LinkTabs label="Desk" tabs={tabs} />, { path })
      .getAllByRole('link')
      .map((link) => link.getAttribute('aria-current'))

  it('are links with addresses, under a name', () => {
    const { getByRole, getAllByRole } = sent(<LinkTabs label="Desk" tabs={tabs} />)
    expect(getByRole('navigation', { name: 'Desk' })).toBeTruthy()
    expect(getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual(tabs.map((tab) => tab.href))
    expect(getByRole('link', { name: 'Settings 2' })).toBeTruthy()
  })

  it('scroll so far that the current one is in the middle', () => {
    vi.spyOn(HTMLElement.prototype, 'offsetLeft', 'get').mockImplementation(function (this: HTMLElement) {
      return this.textContent.startsWith('Settings') ? 600 : 0
    })
    vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(100)
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(300)
    const { getByRole } = shown(<LinkTabs label="Desk" tabs={tabs} />, { path: '/employees/1/settings' })
    expect(getByRole('navigation').scrollLeft).toBe(500)
    vi.restoreAllMocks()
  })

  it.each([
    ['/employees/1/chat', ['page', null]],
    ['/employees/1/settings', [null, 'page']],
    ['/employees/1/settings/deeper', [null, 'page']],
    ['/employees/1/settingsandmore', [null, null]],
    ['/employees', [null, null]],
  ])('at %s mark %j', (path, marks) => {
    expect(currentAt(path)).toEqual(marks)
  })
})

describe('the head of a page', () => {
  it('is its first heading, whole for those who point at it', () => {
    const { getByRole } = sent(
      <PageHeader title="Employees" text="3 desks" actions={<Button>Hire</Button>} />,
    )
    const heading = getByRole('heading', { level: 1, name: 'Employees' })
    expect(heading.getAttribute('title')).toBe('Employees')
    expect(getByRole('banner').textContent).toBe('Employees3 desksHire')
  })

  it('has a line below it only above tabs', () => {
    const tabs = <nav>Tabs</nav>
    expect(sent(<PageHeader title="A" tabs={tabs} />).getByRole('banner').className).toContain('border-b')
    expect(sent(<PageHeader title="A" />).getByRole('banner').className).toBe('')
  })
})

describe('pages of a list', () => {
  it.each([
    ['in the middle', '/a', '/b', ['Newer', 'Older']],
    ['at the newest end', undefined, '/b', ['Older']],
    ['at the oldest end', '/a', undefined, ['Newer']],
  ])('%s lead where there is more', (_, previousHref, nextHref, links) => {
    const { getByRole, getAllByRole } = sent(
      <Pagination label="Audit trail" previousHref={previousHref} nextHref={nextHref} />,
    )
    expect(getByRole('navigation', { name: 'Audit trail' })).toBeTruthy()
    expect(getAllByRole('link').map((link) => link.textContent)).toEqual(links)
  })

  it('are nothing when all is on one page', () => {
    expect(sent(<Pagination label="Audit trail" />).html).toBe('')
  })
})

it('a card passes on what it is given', () => {
  const { getByRole } = sent(
    <Card role="group" aria-label="Desk" className="mt-4">
      Ada
    </Card>,
  )
  expect(getByRole('group', { name: 'Desk' }).className).toContain('mt-4')
})
