'use client'
// Light, dark, or as the system says. public/theme.js applies the stored choice before the first paint.
import { Monitor, Moon, Sun } from 'lucide-react'
import { useSyncExternalStore } from 'react'

const choices = [
  { value: 'system', label: 'As the system', Icon: Monitor },
  { value: 'light', label: 'Light', Icon: Sun },
  { value: 'dark', label: 'Dark', Icon: Moon },
] as const

type Choice = (typeof choices)[number]['value']

export function ThemeSwitch() {
  const current = useSyncExternalStore(subscribe, read, () => 'system' as const)
  return (
    <fieldset className="inline-flex gap-0.5 rounded-md border border-line p-0.5">
      <legend className="sr-only">Theme</legend>
      {choices.map(({ value, label, Icon }) => (
        <button
          key={value}
          type="button"
          aria-label={label}
          title={label}
          aria-pressed={current === value}
          onClick={() => choose(value)}
          className="flex size-7 items-center justify-center rounded-sm text-muted transition-colors duration-150 ease-out hover:text-ink aria-pressed:bg-line aria-pressed:text-ink max-sm:size-10"
        >
          <Icon aria-hidden="true" size={16} strokeWidth={1.5} />
        </button>
      ))}
    </fieldset>
  )
}

const changed = 'deskhand:theme'

function subscribe(listener: () => void): () => void {
  window.addEventListener(changed, listener)
  return () => window.removeEventListener(changed, listener)
}

function read(): Choice {
  const theme = document.documentElement.dataset.theme
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

function choose(choice: Choice): void {
  if (choice === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = choice
  try {
    if (choice === 'system') localStorage.removeItem('theme')
    else localStorage.setItem('theme', choice)
  } catch {
    // storage is switched off: the choice lasts as long as the page
  }
  window.dispatchEvent(new Event(changed))
}
