'use client'
import { Menu as Base } from '@base-ui/react/menu'
import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement, ReactNode } from 'react'
import { classes } from './classes.ts'

type MenuProps = { trigger: ReactElement; children: ReactNode; align?: 'start' | 'end' }

export function Menu({ trigger, children, align = 'end' }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} className="z-50 outline-none">
          <Base.Popup className="floating min-w-44 max-w-72 p-1 outline-none">{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

type AnchoredMenuProps = {
  anchor: Element
  label: string
  onClose: () => void
  /** Where the focus goes when it closes. */
  focusAfter: () => HTMLElement | null
  children: ReactNode
}

/** One menu for many rows: it opens beside whichever asked for it. */
export function AnchoredMenu({ anchor, label, onClose, focusAfter, children }: AnchoredMenuProps) {
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} sideOffset={4} align="start" className="z-50 outline-none">
          <Base.Popup
            aria-label={label}
            finalFocus={focusAfter}
            className="floating max-h-(--available-height) min-w-52 max-w-72 overflow-y-auto p-1 outline-none"
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** Items that belong together, under a word that says so. */
export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 py-1 text-muted text-xs">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  )
}

type SubMenuProps = { icon?: ReactNode; label: string; children: ReactNode }

export function SubMenu({ icon, label, children }: SubMenuProps) {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className={classes(itemLook, 'data-popup-open:bg-sunken')}>
        {icon && <span className="text-muted">{icon}</span>}
        <span className="flex-1">{label}</span>
        <ChevronRight aria-hidden="true" size={16} strokeWidth={1.5} className="text-muted" />
      </Base.SubmenuTrigger>
      <Base.Portal>
        <Base.Positioner sideOffset={-4} alignOffset={-4} className="z-50 outline-none">
          <Base.Popup className="floating max-h-(--available-height) min-w-44 max-w-72 overflow-y-auto p-1 outline-none">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  )
}

const itemLook =
  'flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 outline-none data-highlighted:bg-sunken data-disabled:opacity-50 max-sm:min-h-11'

type MenuItemProps = {
  icon?: ReactNode
  shortcut?: ReactNode
  danger?: boolean
  disabled?: boolean
  /** The menu stays open, for one more. */
  stays?: boolean
  onClick?: () => void
  children: ReactNode
}

export function MenuItem(props: MenuItemProps) {
  const { icon, shortcut, danger, disabled = false, stays = false, onClick, children } = props
  return (
    <Base.Item
      disabled={disabled}
      closeOnClick={!stays}
      onClick={() => onClick?.()}
      className={classes(itemLook, danger && 'text-bad')}
    >
      {icon && <span className={danger ? '' : 'text-muted'}>{icon}</span>}
      <span className="min-w-0 flex-1">{children}</span>
      {shortcut}
    </Base.Item>
  )
}

export function MenuLink({ href, icon, children }: { href: string; icon?: ReactNode; children: ReactNode }) {
  return (
    <Base.LinkItem render={<Link href={href} />} className={itemLook}>
      {icon && <span className="text-muted">{icon}</span>}
      {children}
    </Base.LinkItem>
  )
}

export function MenuLine() {
  return <Base.Separator className="my-1 h-px bg-line" />
}
