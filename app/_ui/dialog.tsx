'use client'
import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { classes } from './classes.ts'
import { IconButton } from './icon-button.tsx'
import { popupLook, veilLook } from './popup-look.ts'

type DialogProps = {
  title: string
  description?: ReactNode
  /** The button that opens it; leave out and drive `open` instead. */
  trigger?: ReactElement
  open?: boolean
  onOpenChange?: (open: boolean) => void
  children: ReactNode
  /** Buttons, right-aligned; the primary act last. */
  footer?: ReactNode
  /** Room for a long form; its buttons stay in sight. */
  wide?: boolean
}

export function Dialog(props: DialogProps) {
  const { title, description, trigger, children, footer, open, onOpenChange, wide } = props
  const driven = open === undefined ? {} : { open }
  return (
    <Base.Root {...driven} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={veilLook} />
        <Base.Popup className={classes(popupLook, wide && 'sm:w-[min(680px,calc(100vw-32px))]')}>
          <div className="flex items-start justify-between gap-4">
            <Base.Title className="font-semibold text-md">{title}</Base.Title>
            <Base.Close
              render={
                <IconButton label="Close" className="-mt-1 -mr-2">
                  <X aria-hidden="true" size={16} strokeWidth={1.5} />
                </IconButton>
              }
            />
          </div>
          {description && <Base.Description className="text-muted">{description}</Base.Description>}
          <div className="mt-4">{children}</div>
          {footer && <div className={classes(footerLook, wide && keptInSight)}>{footer}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

const footerLook = 'mt-6 flex flex-wrap justify-end gap-2'
const keptInSight =
  'sticky -bottom-5 z-10 -mx-5 -mb-5 border-line border-t bg-surface px-5 py-3 max-sm:-bottom-8 max-sm:-mb-8 max-sm:pb-8'

/** A button inside a dialog that closes it. */
export function DialogClose({ children }: { children: ReactElement }) {
  return <Base.Close render={children} />
}
