'use client'
// When tasks are made from a template: chosen in words, or in the five fields, with the next times in sight.
import { useState } from 'react'
import { timesAfter } from '#lib/schedule/times.ts'
import type { Schedule, ScheduleInput } from '#lib/wire/template.ts'
import { Banner } from '../../../../_ui/banner.tsx'
import { Button } from '../../../../_ui/button.tsx'
import { Dialog, DialogClose } from '../../../../_ui/dialog.tsx'
import { Field } from '../../../../_ui/field.tsx'
import { Select } from '../../../../_ui/select.tsx'
import { Switch } from '../../../../_ui/switch.tsx'
import { changeSchedule, createSchedule } from '../_state/recurring-calls.ts'
import { Moments } from './moments.tsx'
import { cronOf, type Rhythm, rhythmOf, usualRhythm } from './rhythm.ts'
import { RhythmFields } from './rhythm-fields.tsx'

type ScheduleDialogProps = {
  templateId: string
  templateName: string
  /** The one to change; none: a new one. */
  schedule?: Schedule | undefined
  onClose: () => void
  onSaved: () => void
}

const zones = [...new Set(['UTC', ownZone(), ...Intl.supportedValuesOf('timeZone')])].map((zone) => ({
  value: zone,
  label: zone.replaceAll('_', ' '),
}))

function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

export function ScheduleDialog({
  templateId,
  templateName,
  schedule,
  onClose,
  onSaved,
}: ScheduleDialogProps) {
  const [rhythm, setRhythm] = useState<Rhythm>(() => (schedule ? rhythmOf(schedule.cron) : usualRhythm))
  const [timeZone, setTimeZone] = useState(schedule?.timeZone ?? ownZone())
  const [whenMissed, setWhenMissed] = useState(schedule?.whenMissed ?? 'once')
  const [refusal, setRefusal] = useState<{ detail: string; fields?: Readonly<Record<string, string>> }>()
  const [isBusy, setBusy] = useState(false)
  const cron = cronOf(rhythm)
  const save = async () => {
    setBusy(true)
    const input: ScheduleInput = { templateId, cron, timeZone, whenMissed }
    const answer = await (schedule ? changeSchedule(schedule.id, input) : createSchedule(input))
    setBusy(false)
    if (!answer.ok) return setRefusal(answer)
    onSaved()
    onClose()
  }
  return (
    <Dialog
      open
      title={schedule ? 'Change when' : 'Add a time'}
      description={`“${templateName}” becomes a task each time.`}
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button tone="primary" busy={isBusy} onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {refusal && !refusal.fields?.cron && !refusal.fields?.timeZone && (
          <Banner tone="error">{refusal.detail}</Banner>
        )}
        <RhythmFields rhythm={rhythm} onRhythm={setRhythm} problem={refusal?.fields?.cron} />
        <Field label="Time zone" error={refusal?.fields?.timeZone}>
          <Select options={zones} value={timeZone} onValueChange={setTimeZone} />
        </Field>
        <Upcoming cron={cron} timeZone={timeZone} />
        <Switch
          label="Make up for missed times"
          hint="If Deskhand was down then, one task is made afterwards for all of them."
          checked={whenMissed === 'once'}
          onCheckedChange={(on) => setWhenMissed(on ? 'once' : 'skip')}
        />
      </div>
    </Dialog>
  )
}

function Upcoming({ cron, timeZone }: { cron: string; timeZone: string }) {
  const times = upcoming(cron, timeZone)
  return (
    <div role="status" className="rounded-md bg-sunken px-3 py-2 text-sm">
      {times.length > 0 ? (
        <>
          <p className="text-muted">The next times, by your clock</p>
          <Moments times={times} />
        </>
      ) : (
        <p className="text-muted">These fields name no time yet: minute, hour, day, month, weekday.</p>
      )}
    </div>
  )
}

function upcoming(cron: string, timeZone: string): Date[] {
  try {
    return cron.split(' ').length === 5 ? timesAfter({ cron, timeZone }, new Date(), 3) : []
  } catch {
    return []
  }
}
