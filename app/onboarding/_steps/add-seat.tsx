'use client'
import { useState } from 'react'
import { Button } from '../../_ui/button.tsx'
import { SeatDialog } from '../../(office)/_billing/seat-dialog.tsx'

/** Another seat of the plan that is paid, with its price before anybody agrees. */
export function AddSeat({ planKey, seats }: { planKey: string; seats: number }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>Add a seat</Button>
      <SeatDialog
        wish={{ planKey, seats: seats + 1 }}
        open={isOpen}
        onOpenChange={setOpen}
        title="Add a seat?"
        text="It is there at once, and you can give it back at any time."
        confirm="Add the seat"
        done="You have a free seat"
      />
    </>
  )
}
