'use client'

/** Puts the focus on the row after or before the one that has it. Returns whether the page has rows at all. */
export function moveFocus(step: 1 | -1): boolean {
  const rows = [...document.querySelectorAll('#content [data-row]')]
  if (rows.length === 0) return false
  const present = rows.findIndex((row) => row.contains(document.activeElement))
  const next = present < 0 ? (step > 0 ? 0 : rows.length - 1) : present + step
  const target = rows[Math.min(Math.max(next, 0), rows.length - 1)]?.querySelector('a, button')
  if (target instanceof HTMLElement) target.focus()
  return true
}

/** Where one writes in a chat. */
export function focusComposer(): void {
  const composer = document.querySelector('#content textarea')
  if (composer instanceof HTMLElement) composer.focus()
}
