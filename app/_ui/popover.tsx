'use client'
import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'
import { classes } from './classes.ts'

type PopoverProps = {
  trigger: ReactElement
  title?: string
  children: ReactNode
  align?: 'start' | 'center' | 'end'
  /** Room for a list. */
  wide?: boolean
  /** Left out, it opens and closes by itself. */
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

export function Popover(props: PopoverProps) {
  const { trigger, title, children, align = 'start', wide = false, open, onOpenChange } = props
  const driven = open === undefined ? {} : { open }
  return (
    <Base.Root {...driven} onOpenChange={(next) => onOpenChange?.(next)}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} collisionPadding={12} className="z-50">
          <Base.Popup
            className={classes(
              'floating max-h-(--available-height) max-w-(--available-width) overflow-y-auto p-4 outline-none',
              wide ? 'w-[400px]' : 'w-72',
            )}
          >
            {title && <Base.Title className="mb-1 font-semibold">{title}</Base.Title>}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
