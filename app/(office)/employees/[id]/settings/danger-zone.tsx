'use client'
import type { ReactNode } from 'react'
import type { Employee } from '#lib/wire/employee.ts'
import { AlertDialog } from '../../../../_ui/alert-dialog.tsx'
import { Button } from '../../../../_ui/button.tsx'
import { Section } from '../../../_form/section.tsx'
import { useEmployee, useOffice } from '../../../_office/office-provider.tsx'
import { useSteer } from '../../../_office/use-steer.ts'
import { questions } from '../_desk/questions.ts'

/** What interrupts or ends an employment, each with a question before it. */
export function DangerZone({ initial }: { initial: Employee }) {
  const { employee } = useEmployee(initial)
  const { me } = useOffice()
  const { run, isBusy } = useSteer()
  const { name } = employee
  if (employee.lifecycle === 'leaving') {
    return (
      <Section title="Leaving">
        <Row
          text={`${name} was fired. As long as the lamp’s words above say, everything can be taken back as it was.`}
          action={
            me.isManager && (
              <Button busy={isBusy} onClick={() => void run(employee.id, 'takeBack')}>
                Take back
              </Button>
            )
          }
        />
      </Section>
    )
  }
  return (
    <Section title="Danger zone">
      <Row
        text="Make the desk anew. The home, with files and memory, is kept."
        action={
          <Asked
            verb="provision"
            name={name}
            label="Re-provision"
            onConfirm={() => run(employee.id, 'provision')}
          />
        }
      />
      <Row
        text={
          me.isManager
            ? `End ${name}’s employment. For 3 days it can be undone.`
            : `Only an owner or an admin of your company can fire ${name}.`
        }
        action={
          me.isManager && (
            <Asked verb="fire" name={name} label="Fire" onConfirm={() => run(employee.id, 'fire')} />
          )
        }
      />
    </Section>
  )
}

function Row({ text, action }: { text: string; action: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <p className="min-w-0 flex-1 basis-60">{text}</p>
      {action}
    </div>
  )
}

type AskedProps = { verb: 'provision' | 'fire'; name: string; label: string; onConfirm: () => Promise<void> }

function Asked({ verb, name, label, onConfirm }: AskedProps) {
  const question = questions[verb]?.(name)
  if (!question) return null
  return (
    <AlertDialog
      {...question}
      trigger={<Button tone={verb === 'fire' ? 'danger' : 'quiet'}>{label}</Button>}
      onConfirm={onConfirm}
    />
  )
}
