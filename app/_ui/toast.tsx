'use client'
// Short news about something the person just did. Nothing that must be read lives only in a toast.
import { CircleAlert, CircleCheck, Info } from 'lucide-react'
import { Toaster as Base } from 'sonner'

export { toast } from 'sonner'

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const

export function Toaster() {
  return (
    <Base
      position="bottom-right"
      offset={{ bottom: 'var(--below-news, 24px)' }}
      mobileOffset={{ bottom: 'var(--below-news, 16px)' }}
      theme="system"
      icons={{
        success: <CircleCheck {...icon} className="text-good" />,
        error: <CircleAlert {...icon} className="text-bad" />,
        info: <Info {...icon} className="text-link" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: 'floating flex w-full items-start gap-2.5 p-3 font-sans text-base text-ink sm:w-[356px]',
          icon: 'mt-0.5 shrink-0',
          content: 'min-w-0 flex-1',
          title: 'font-medium',
          description: 'text-muted text-sm',
          actionButton:
            'shrink-0 self-center rounded-md px-2 py-1 font-medium text-lamp-text text-sm hover:bg-sunken',
          cancelButton: 'shrink-0 self-center rounded-md px-2 py-1 text-muted text-sm hover:bg-sunken',
        },
      }}
    />
  )
}
