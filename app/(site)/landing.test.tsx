// @vitest-environment happy-dom
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fireEvent } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { plans, trialDays } from '#lib/billing/plans.ts'
import { roles } from '#lib/role/roles.ts'
import { sent, shown } from '#tests/support/page.tsx'
import { Hero } from './_landing/hero.tsx'
import { Pricing } from './_landing/pricing.tsx'
import { Questions } from './_landing/questions.tsx'
import { Roles } from './_landing/roles.tsx'
import { SiteFooter } from './_landing/site-footer.tsx'
import { SiteHeader } from './_landing/site-header.tsx'
import LandingPage from './page.tsx'
import PrivacyPage from './privacy/page.tsx'
import TermsPage from './terms/page.tsx'

const pages = {
  landing: <LandingPage />,
  terms: <TermsPage />,
  privacy: <PrivacyPage />,
  header: <SiteHeader />,
  footer: <SiteFooter />,
}

/** The addresses that have a page, groups left out and parts in brackets kept. */
const routes = new Set(
  readdirSync(join(import.meta.dirname, '..'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|[\\/])(page\.tsx|route\.ts)$/.test(file))
    .map(
      (file) =>
        `/${file
          .replaceAll('\\', '/')
          .split('/')
          .slice(0, -1)
          .filter((part) => !part.startsWith('('))
          .join('/')}`,
    ),
)

describe('the links of the site', () => {
  const anchors = new Set(
    [...sent(<LandingPage />).root.querySelectorAll('[id]')].map((element) => element.id),
  )

  it.each(Object.entries(pages))('of the %s lead somewhere', (_, page) => {
    const { root } = sent(page)
    const addresses = [...root.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? '')
    for (const address of addresses) {
      const url = new URL(address, 'http://deskhand.test/')
      expect(url.origin, address).toBe('http://deskhand.test')
      expect(routes.has(url.pathname), address).toBe(true)
      if (url.pathname === '/' && url.hash) expect(anchors, address).toContain(url.hash.slice(1))
      const next = url.searchParams.get('next')
      if (next) expect(routes.has(new URL(next, url).pathname), address).toBe(true)
    }
  })

  it('are there at all', () => {
    expect(sent(<LandingPage />).getAllByRole('link').length).toBeGreaterThan(4)
    expect(sent(<SiteFooter />).getAllByRole('link')).toHaveLength(5)
  })

  it('begin with a way past them, to what is on every page', () => {
    const skip = sent(<SiteHeader />).getAllByRole('link')[0]
    expect(skip?.textContent).toBe('Skip to the content')
    for (const page of [pages.landing, pages.terms, pages.privacy]) {
      expect(sent(page).root.querySelector('main')?.id).toBe(skip?.getAttribute('href')?.slice(1))
    }
  })
})

describe('each page of the site', () => {
  it.each([
    ['landing', pages.landing],
    ['terms', pages.terms],
    ['privacy', pages.privacy],
  ])('%s has one first heading, and no level is skipped', (_, page) => {
    const levels = [...sent(page).root.querySelectorAll('h1, h2, h3, h4')].map((one) =>
      Number(one.tagName[1]),
    )
    expect(levels.filter((level) => level === 1)).toEqual([1])
    expect(levels[0]).toBe(1)
    for (const [index, level] of levels.entries())
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1)
  })

  it.each(Object.entries(pages))(
    '%s has no picture without words and no button without a name',
    (_, page) => {
      const { root, queryAllByRole } = sent(page)
      for (const image of root.querySelectorAll('img')) expect(image.hasAttribute('alt')).toBe(true)
      for (const button of queryAllByRole('button')) {
        expect(button.getAttribute('aria-label') ?? button.textContent).toBeTruthy()
      }
      for (const svg of root.querySelectorAll('svg')) {
        const isHidden = svg.closest('[aria-hidden=true], [inert]') !== null
        expect(isHidden || svg.getAttribute('aria-label')).toBeTruthy()
      }
    },
  )

  it('gives every part of the landing page a name', () => {
    const { root } = sent(<LandingPage />)
    for (const part of root.querySelectorAll('section[aria-labelledby]')) {
      const title = root.querySelector(`[id="${part.getAttribute('aria-labelledby')}"]`)
      expect(title?.tagName).toBe('H2')
    }
  })
})

describe('the roles on the landing page', () => {
  const { words } = sent(<Roles />)

  it('are counted', () => expect(words).toContain(`${roles.length} roles, each with working rules`))

  it.each(roles.map((role) => [role.name, role] as const))(
    '%s says what it does and how it talks',
    (name, role) => {
      expect(words).toContain(name)
      expect(words).toContain(role.headline)
      for (const skill of role.skills) expect(words).toContain(skill.name)
      for (const line of role.doesForYou) expect(words).toContain(line)
      for (const line of role.exampleReply) expect(words).toContain(line.text.replace(/\s+/g, ' '))
    },
  )
})

describe('the prices', () => {
  it.each(plans.map((plan) => [plan.name, plan] as const))('of %s are those of the plan', (name, plan) => {
    const { getByRole } = sent(<Pricing />)
    const card = getByRole('heading', { level: 3, name }).closest('li')
    expect(card?.textContent).toContain(`$${plan.priceCentsPerEmployeeMonth / 100}per employee and month`)
    expect(card?.textContent).toContain(
      `$${plan.monthlyAllowanceMicros / 1_000_000} of model use for each employee`,
    )
    for (const feature of plan.features) expect(card?.textContent).toContain(feature)
    expect(card?.textContent?.includes('Recommended')).toBe(plan.highlighted === true)
    const link = getByRole('link', { name: `Start with ${name}` })
    expect(link.getAttribute('href')).toBe(
      `/sign-in?next=${encodeURIComponent(`/onboarding?plan=${plan.key}`)}`,
    )
  })

  it('begin, at the top of the page, with the lowest, after the free days', () => {
    const lowest = Math.min(...plans.map((plan) => plan.priceCentsPerEmployeeMonth)) / 100
    expect(sent(<Hero />).words).toContain(
      `Free for ${trialDays} days, then from $${lowest} per employee and month.`,
    )
  })
})

describe('questions', () => {
  it('are closed at first, each with an answer', () => {
    const { root } = sent(<Questions />)
    const all = [...root.querySelectorAll('details')]
    expect(all.length).toBeGreaterThanOrEqual(6)
    for (const one of all) {
      expect(one.open).toBe(false)
      expect(one.querySelector('summary')?.textContent).toMatch(/\?$/)
      expect(one.querySelector('p')?.textContent?.length).toBeGreaterThan(40)
    }
  })

  it('tell the true number of free days', () => {
    expect(sent(<Questions />).words).toContain(`What happens after the ${trialDays} free days?`)
  })
})

describe('the office at the top', () => {
  it('is a picture in words', () => {
    expect(sent(<Hero />).getByRole('img', { name: /An office at dusk\. Seven desks/ })).toBeTruthy()
  })

  it('counts its desks and lit lamps truly', () => {
    const { root } = sent(<Hero />)
    expect(root.querySelectorAll('[data-desk]')).toHaveLength(7)
    expect(root.querySelectorAll('[data-desk][data-lit=true]')).toHaveLength(4)
  })

  it('switches a lamp when it is touched, and leaves the others', () => {
    const { root } = shown(<Hero />)
    const desk = root.querySelector('[data-desk=Iris]')
    if (!desk) throw new Error('Iris has no desk')
    fireEvent.pointerUp(desk, { pointerType: 'touch' })
    expect(desk.getAttribute('data-lit')).toBe('true')
    expect(root.querySelectorAll('[data-lit=true]')).toHaveLength(5)
    fireEvent.pointerUp(desk, { pointerType: 'touch' })
    expect(desk.getAttribute('data-lit')).toBe('false')
  })

  it('keeps still for those who want no motion', () => {
    vi.stubGlobal('matchMedia', () => ({ matches: true }))
    const { root } = shown(<Hero />)
    const office = root.querySelector('.office')?.parentElement
    if (office) fireEvent.pointerMove(office, { pointerType: 'mouse', clientX: 1, clientY: 1 })
    expect(root.querySelectorAll('[data-lit=true]')).toHaveLength(4)
  })
})
