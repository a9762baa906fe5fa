'use client'
// The keyboard of the office: the palette, its button in the top bar, the list of keys, and what single keys do.
import { Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { usePathname, useRouter } from 'next/navigation'
import { useState } from 'react'
import { IconButton } from '../../_ui/icon-button.tsx'
import { Kbd } from '../../_ui/kbd.tsx'
import { useOffice } from '../_office/office-provider.tsx'
import { KeyboardHelp } from './keyboard-help.tsx'
import { focusComposer, moveFocus } from './move-focus.ts'
import type { Shortcut } from './shortcut-of.ts'
import { useShortcuts } from './use-shortcuts.ts'

const Palette = dynamic(() => import('./palette.tsx').then((module) => module.Palette), { ssr: false })

export function Keyboard() {
  const [shown, setShown] = useState<'palette' | 'help'>()
  const walk = useWalk()
  const path = usePathname()
  const router = useRouter()
  const act = (shortcut: Shortcut) => {
    switch (shortcut) {
      case 'palette':
        return setShown(shown === 'palette' ? undefined : 'palette')
      case 'help':
        return setShown('help')
      case 'next':
        return moveFocus(1) || walk(1)
      case 'previous':
        return moveFocus(-1) || walk(-1)
      case 'compose':
        return compose() || setShown('palette')
    }
  }
  useShortcuts(act)
  const compose = () => {
    const desk = /^\/employees\/[^/]+(?=\/)/.exec(path)?.[0]
    if (path === `${desk}/chat`) focusComposer()
    else if (desk) router.push(`${desk}/chat`)
    return Boolean(desk)
  }
  const close = () => setShown(undefined)
  return (
    <>
      <button
        type="button"
        onClick={() => setShown('palette')}
        className="flex h-8 w-full max-w-72 items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-muted transition-colors duration-150 ease-out hover:border-edge max-md:hidden"
      >
        <Search aria-hidden="true" size={16} strokeWidth={1.5} />
        <span className="flex-1 text-left">Search or do</span>
        <span aria-hidden="true" className="flex gap-0.5">
          <Kbd>Ctrl</Kbd>
          <Kbd>K</Kbd>
        </span>
      </button>
      <IconButton label="Search or do" className="md:hidden" onClick={() => setShown('palette')}>
        <Search aria-hidden="true" size={20} strokeWidth={1.5} />
      </IconButton>
      {shown === 'palette' && <Palette onClose={close} onHelp={() => setShown('help')} />}
      {shown === 'help' && <KeyboardHelp onClose={close} />}
    </>
  )
}

/** From desk to desk, in the rail's order. */
function useWalk(): (step: 1 | -1) => void {
  const { employees } = useOffice()
  const path = usePathname()
  const router = useRouter()
  return (step) => {
    const present = employees.filter((one) => one.lifecycle !== 'leaving')
    const index = present.findIndex((one) => path.startsWith(`/employees/${one.id}/`))
    const next = index < 0 ? present[0] : present[index + step]
    if (next) router.push(`/employees/${next.id}/chat`)
  }
}
