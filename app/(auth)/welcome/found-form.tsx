'use client'
import { useActionState } from 'react'
import { Banner } from '../../_ui/banner.tsx'
import { Button } from '../../_ui/button.tsx'
import { startCompany } from '../_actions/start-company.ts'

export function FoundForm({ isOnlyChoice }: { isOnlyChoice: boolean }) {
  const [outcome, found, isFounding] = useActionState(startCompany, null)
  return (
    <form action={found} className="flex flex-col gap-4">
      {outcome?.ok === false && <Banner tone="error">{outcome.detail}</Banner>}
      <Button type="submit" tone={isOnlyChoice ? 'primary' : 'quiet'} size="lg" busy={isFounding}>
        Start a company of my own
      </Button>
    </form>
  )
}
