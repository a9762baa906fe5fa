'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { AlertDialog } from '../../_ui/alert-dialog.tsx'

/** Asks before links, a reload or closing the tab would throw changes away. */
export function UnsavedGuard({ isDirty }: { isDirty: boolean }) {
  const router = useRouter()
  const [wanted, setWanted] = useState<string>()
  useEffect(() => {
    if (!isDirty) return
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault()
    const onClick = (event: MouseEvent) => {
      const href = followed(event)
      if (!href) return
      event.preventDefault()
      event.stopPropagation()
      setWanted(href)
    }
    window.addEventListener('beforeunload', onUnload)
    document.addEventListener('click', onClick, { capture: true })
    return () => {
      window.removeEventListener('beforeunload', onUnload)
      document.removeEventListener('click', onClick, { capture: true })
    }
  }, [isDirty])
  if (!wanted) return null
  return (
    <AlertDialog
      open
      title="Leave without saving?"
      description="Your changes on this page are not saved. If you leave now, they are gone; everything else stays as it is."
      cancel="Stay here"
      confirm="Leave and discard"
      onOpenChange={(open) => !open && setWanted(undefined)}
      onConfirm={() => router.push(wanted)}
    />
  )
}

/** The path of ours a click goes to in this tab, if it goes somewhere else. */
function followed(event: MouseEvent): string | undefined {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null
  if (!(link instanceof HTMLAnchorElement) || link.target === '_blank') return undefined
  const { origin, pathname, search } = new URL(link.href)
  if (origin !== location.origin || pathname === location.pathname) return undefined
  return pathname + search
}
