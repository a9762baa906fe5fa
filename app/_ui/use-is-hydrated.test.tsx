// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { sent, shown } from '#tests/support/page.tsx'
import { useIsHydrated } from './use-is-hydrated.ts'

function Box() {
  return <textarea aria-label="Words" readOnly={!useIsHydrated()} />
}

it('is false in what the server sends, and true once somebody listens', () => {
  const page = sent(<Box />)
  expect(page.getByRole('textbox').hasAttribute('readonly')).toBe(true)
  page.root.remove()
  expect(
    shown(<Box />)
      .getByRole('textbox')
      .hasAttribute('readonly'),
  ).toBe(false)
})
