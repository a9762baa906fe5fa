'use client'
// After somebody was let go: the seat they had is still paid for, and can be given back.
import dynamic from 'next/dynamic'
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'
import { counted } from './counted.ts'
import { useStanding } from './standing-provider.tsx'

const SeatDialog = dynamic(() => import('./seat-dialog.tsx').then((module) => module.SeatDialog))

const OfferContext = createContext<() => void>(() => {})

/** Offers one seat less, where seats are paid for and one can be spared. */
export function useSeatOffer(): () => void {
  return useContext(OfferContext)
}

export function SeatOfferProvider({ children }: { children: ReactNode }) {
  const { entitlement, mayPay } = useStanding()
  const [seats, setSeats] = useState<number>()
  const { standing, endsAt, planKey, maxEmployees } = entitlement
  const canSpare = mayPay && standing === 'paying' && endsAt === null && maxEmployees > 1
  const offer = useCallback(() => {
    if (canSpare) setSeats(maxEmployees - 1)
  }, [canSpare, maxEmployees])
  return (
    <OfferContext value={offer}>
      {children}
      {planKey && seats !== undefined && (
        <SeatDialog
          wish={{ planKey, seats }}
          open
          onOpenChange={(isOpen) => !isOpen && setSeats(undefined)}
          title="Give the seat back, too?"
          text={`A desk is free now, and you pay for ${counted(seats + 1, 'seat')}. Keep it if you hire again soon.`}
          confirm="Give the seat back"
          cancel="Keep the seat"
          done={`You pay for ${counted(seats, 'seat')}`}
        />
      )}
    </OfferContext>
  )
}
