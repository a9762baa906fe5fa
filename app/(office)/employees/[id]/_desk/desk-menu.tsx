'use client'
import { Armchair, Ellipsis, Hammer, Pause, Play, RotateCw, Undo2, UserMinus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Employee } from '#lib/wire/employee.ts'
import { AlertDialog } from '../../../../_ui/alert-dialog.tsx'
import { IconButton } from '../../../../_ui/icon-button.tsx'
import { Menu, MenuItem, MenuLine, MenuLink } from '../../../../_ui/menu.tsx'
import type { SteerVerb } from '../../../_actions/steer.ts'
import { useStanding } from '../../../_billing/standing-provider.tsx'
import { useOffice } from '../../../_office/office-provider.tsx'
import { useSteer } from '../../../_office/use-steer.ts'
import { type DeskAct, deskActs } from './desk-acts.ts'
import { questions } from './questions.ts'

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const

const icons: Record<SteerVerb, ReactNode> = {
  start: <Play {...icon} />,
  pause: <Pause {...icon} />,
  restart: <RotateCw {...icon} />,
  provision: <Hammer {...icon} />,
  fire: <UserMinus {...icon} />,
  takeBack: <Undo2 {...icon} />,
}

export function DeskMenu({ employee }: { employee: Employee }) {
  const { me } = useOffice()
  const { run } = useSteer()
  const [asked, setAsked] = useState<SteerVerb>()
  const { mayPay, canPay } = useStanding()
  const lacksSeat = employee.desk.isSeatless && employee.lifecycle !== 'leaving' && mayPay && canPay
  const acts = deskActs(employee, me.isManager)
  const choose = (verb: SteerVerb) => (verb in questions ? setAsked(verb) : void run(employee.id, verb))
  const question = asked && questions[asked]?.(employee.name)
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`What to do with ${employee.name}`}>
            <Ellipsis aria-hidden="true" size={20} strokeWidth={1.5} />
          </IconButton>
        }
      >
        {lacksSeat && (
          <MenuLink href="/billing" icon={<Armchair {...icon} />}>
            Add a seat
          </MenuLink>
        )}
        {acts.map((act) => (
          <Item key={act.verb} act={act} onChoose={choose} />
        ))}
      </Menu>
      {asked && question && (
        <AlertDialog
          open
          {...question}
          onOpenChange={(open) => !open && setAsked(undefined)}
          onConfirm={() => run(employee.id, asked)}
        />
      )}
    </>
  )
}

function Item({ act, onChoose }: { act: DeskAct; onChoose: (verb: SteerVerb) => void }) {
  const isFire = act.verb === 'fire'
  return (
    <>
      {isFire && <MenuLine />}
      <MenuItem icon={icons[act.verb]} danger={isFire} onClick={() => onChoose(act.verb)}>
        {act.label}
      </MenuItem>
    </>
  )
}
