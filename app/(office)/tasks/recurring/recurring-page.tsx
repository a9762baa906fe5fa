'use client'
import { ArrowLeft, Plus } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { Schedule, Template } from '#lib/wire/template.ts'
import { AlertDialog } from '../../../_ui/alert-dialog.tsx'
import { Button } from '../../../_ui/button.tsx'
import { EmptyState } from '../../../_ui/empty-state.tsx'
import { Lamp } from '../../../_ui/lamp.tsx'
import { PageHeader } from '../../../_ui/page-header.tsx'
import { toast } from '../../../_ui/toast.tsx'
import type { Answered } from '../../_api/call.ts'
import { useRead } from '../../_api/use-read.ts'
import { ScheduleDialog } from './_schedule/schedule-dialog.tsx'
import {
  changeSchedule,
  createTaskFrom,
  deleteSchedule,
  deleteTemplate,
  type Recurring,
  readRecurring,
} from './_state/recurring-calls.ts'
import { TemplateDialog } from './_template/template-dialog.tsx'
import { type RowActs, TemplateRow } from './_template/template-row.tsx'

type Shown =
  | { what: 'template'; template?: Template }
  | { what: 'time'; templateId: string; templateName: string; schedule?: Schedule }
  | { what: 'delete'; template: Template }

export function RecurringPage({ initial }: { initial: Recurring }) {
  const { value, refresh } = useRead(
    initial,
    readRecurring,
    ({ event }) => event === 'template' || event === 'schedule',
  )
  const [shown, setShown] = useState<Shown>()
  const acts = useRowActs(setShown, refresh)
  const close = () => setShown(undefined)
  return (
    <>
      <PageHeader
        title="Recurring tasks"
        lead={
          <Link
            href="/tasks"
            aria-label="Back to the tasks"
            className="flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-ink max-sm:size-11"
          >
            <ArrowLeft aria-hidden="true" size={16} strokeWidth={1.5} />
          </Link>
        }
        actions={
          value.templates.length > 0 && (
            <Button tone="primary" onClick={() => setShown({ what: 'template' })}>
              <Plus aria-hidden="true" size={16} strokeWidth={1.5} />
              New template
            </Button>
          )
        }
      />
      {value.templates.length === 0 ? (
        <EmptyState
          drawing={<Lamp state="warming" size={96} label={null} />}
          title="Nothing comes by itself yet."
          text="Keep a task as a template, and have it made every weekday at nine, or whenever you say."
          action={
            <Button tone="primary" size="lg" onClick={() => setShown({ what: 'template' })}>
              Make the first template
            </Button>
          }
        />
      ) : (
        <ul aria-label="Templates">
          {value.templates.map((template) => (
            <TemplateRow
              key={template.id}
              template={template}
              schedules={value.schedules.filter(({ templateId }) => templateId === template.id)}
              acts={acts}
            />
          ))}
        </ul>
      )}
      {shown?.what === 'template' && (
        <TemplateDialog template={shown.template} onClose={close} onSaved={refresh} />
      )}
      {shown?.what === 'time' && <ScheduleDialog {...shown} onClose={close} onSaved={refresh} />}
      {shown?.what === 'delete' && (
        <AlertDialog
          open
          title={`Delete “${shown.template.name}”?`}
          description="Its times go with it. Tasks that were made from it stay."
          cancel="Keep"
          confirm="Delete the template"
          onOpenChange={(open) => !open && close()}
          onConfirm={async () => {
            told(await deleteTemplate(shown.template.id))
            refresh()
          }}
        />
      )}
    </>
  )
}

function told<T>(answer: Answered<T>): answer is { ok: true; value: T } {
  if (!answer.ok) toast.error(answer.detail)
  return answer.ok
}

function useRowActs(show: (shown: Shown) => void, refresh: () => void): RowActs {
  const router = useRouter()
  return {
    edit: (template) => show({ what: 'template', template }),
    remove: (template) => show({ what: 'delete', template }),
    addTime: ({ id, name }) => show({ what: 'time', templateId: id, templateName: name }),
    changeTime: (schedule) => {
      const { templateId, templateName } = schedule
      show({ what: 'time', templateId, templateName, schedule })
    },
    async make({ id }) {
      const answer = await createTaskFrom(id)
      if (!told(answer)) return
      const { id: taskId, number } = answer.value
      toast.success(`#${number} is on its way`, {
        action: { label: 'Open', onClick: () => router.push(`/tasks/${taskId}`) },
      })
    },
    async pause({ id, enabled }) {
      told(await changeSchedule(id, { enabled: !enabled }))
      refresh()
    },
    async removeTime({ id }) {
      told(await deleteSchedule(id))
      refresh()
    },
  }
}
