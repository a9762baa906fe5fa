'use client'
import { Dialog as Base } from '@base-ui/react/dialog'
import { Menu, X } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { IconButton } from '../../_ui/icon-button.tsx'
import { veilLook } from '../../_ui/popup-look.ts'
import { Rail, type RailProps } from './rail.tsx'

/** The rail on small screens. Going somewhere closes it. */
export function RailDrawer(rail: RailProps) {
  const path = usePathname()
  const [openAt, setOpenAt] = useState<string>()
  return (
    <Base.Root open={openAt === path} onOpenChange={(open) => setOpenAt(open ? path : undefined)}>
      <Base.Trigger
        render={
          <IconButton label="Open the menu" className="md:hidden">
            <Menu aria-hidden="true" size={20} strokeWidth={1.5} />
          </IconButton>
        }
      />
      <Base.Portal>
        <Base.Backdrop className={veilLook} />
        <Base.Popup className="fixed inset-y-0 left-0 z-50 flex w-[min(300px,88vw)] flex-col border-line border-r bg-paper outline-none transition-transform duration-200 ease-out data-ending-style:-translate-x-full data-starting-style:-translate-x-full">
          <Base.Title className="sr-only">Menu</Base.Title>
          <Base.Close
            render={
              <IconButton label="Close the menu" className="absolute top-2 right-2 z-10">
                <X aria-hidden="true" size={20} strokeWidth={1.5} />
              </IconButton>
            }
          />
          <Rail {...rail} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
