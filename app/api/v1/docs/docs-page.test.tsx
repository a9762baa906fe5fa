// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { errorStatus } from '#lib/errors.ts'
import { allOperations } from '#lib/wire/operations.ts'
import { sent } from '#tests/support/page.tsx'
import DocsPage from './page.tsx'

const page = async () => sent(await DocsPage())
const { root, html, getAllByRole, getByRole } = await page()
const section = (id: string) => root.querySelector(`[id="${id}"]`)

describe('the documentation of the API', () => {
  it.each(allOperations.map((operation) => [operation.id, operation] as const))(
    '%s stands there with its method, its path and what it needs',
    (id, operation) => {
      const part = section(id)
      expect(part?.querySelector('h3')?.textContent).toBe(operation.summary)
      expect(part?.textContent).toContain(operation.method)
      expect(part?.textContent).toContain(operation.path)
      expect(part?.textContent).toContain(
        operation.peopleOnly ? 'For people only' : `Scope: ${operation.scope}`,
      )
    },
  )

  it('shows how to ask, but where no key may', () => {
    for (const { id, method, path, peopleOnly, upload } of allOperations) {
      const ask = [...(section(id)?.querySelectorAll('figure') ?? [])].find((one) =>
        /^Ask/.test(one.textContent ?? ''),
      )
      expect(Boolean(ask), id).toBe(!peopleOnly)
      if (!ask) continue
      expect(ask.textContent).toContain('Authorization: Bearer')
      // A form that is sent is a POST to curl.
      if (method !== 'GET' && !upload) expect(ask.textContent).toContain(method)
      expect(ask.textContent).toContain(path.split('{')[0])
    }
  })

  it('explains every code a refusal can have, under its own address', () => {
    for (const [code, status] of Object.entries(errorStatus)) {
      expect(section(code), code).toBeTruthy()
      expect(section(code)?.closest('tr, div, section')?.textContent, code).toContain(String(status))
    }
  })

  it('has a table of contents whose every line leads somewhere', () => {
    const contents = getByRole('navigation', { name: 'Contents' })
    const links = [...contents.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? '')
    expect(links.length).toBeGreaterThan(allOperations.length)
    for (const link of links) expect(section(link.slice(1)), link).toBeTruthy()
  })

  it('has no two places with one address', () => {
    const ids = [...root.querySelectorAll('[id]')].map((element) => element.id)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  it('names every button that copies', () => {
    for (const button of getAllByRole('button')) {
      expect(button.getAttribute('aria-label') ?? button.textContent).toBeTruthy()
    }
  })

  it('shows no sign of markdown and no true key', () => {
    const prose = root.cloneNode(true)
    if (prose instanceof HTMLElement) for (const code of prose.querySelectorAll('pre, code')) code.remove()
    expect(prose.textContent).not.toMatch(/`|\*\*/)
    expect(html).not.toMatch(/dh_live_[0-9a-f]{32}_[A-Za-z0-9]{8}/)
  })
})
