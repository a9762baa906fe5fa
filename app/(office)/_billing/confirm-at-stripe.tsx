'use client'
// A card whose bank asks at each payment: its owner confirms on the invoice's page at Stripe, and comes back to what they were doing.
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { AlertDialog } from '../../_ui/alert-dialog.tsx'

/** Events tell of the truth in the office; where there are none, the page looks by itself. */
const lookEveryMs = 2_000

/** `url` is that page; null: nothing waits. The page that shows this changes as soon as what was paid for is there. */
export function ConfirmAtStripe({ url }: { url: string | null }) {
  const router = useRouter()
  const [closed, setClosed] = useState<string | null>(null)
  const [opened, setOpened] = useState<string | null>(null)
  const hasJustOpened = useRef(false)
  useEffect(() => {
    if (!url) return
    const looking = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh()
    }, lookEveryMs)
    return () => clearInterval(looking)
  }, [url, router])
  if (!url || closed === url) return null
  // Whoever went to Stripe still sees here what is waited for.
  const close = () => {
    if (!hasJustOpened.current) setClosed(url)
    hasJustOpened.current = false
  }
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && close()}
      tone="primary"
      {...(opened === url ? waits : asks)}
      onConfirm={() => {
        window.open(url, '_blank', 'noopener')
        hasJustOpened.current = true
        setOpened(url)
      }}
    />
  )
}

const asks = {
  title: 'Your bank asks you to confirm',
  description:
    'Nothing is charged or changed yet. Confirm the payment at Stripe, in a new tab; this page goes on by itself when you have. What is not confirmed is forgotten within a day.',
  confirm: 'Confirm at Stripe',
  cancel: 'Not now',
}

const waits = {
  title: 'Waiting for your confirmation',
  description:
    'The payment is confirmed at Stripe, in the other tab. A few seconds after that this page goes on by itself. Nothing is charged or changed until then.',
  confirm: 'Open Stripe again',
  cancel: 'Close',
}
