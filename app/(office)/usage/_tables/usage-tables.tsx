'use client'
import Link from 'next/link'
import { mostUsageTasks, type Usage, type UsageOfEmployee } from '#lib/wire/usage.ts'
import { Avatar } from '../../../_ui/avatar.tsx'
import { useOffice } from '../../_office/office-provider.tsx'
import { companyName, count, kindNames } from '../_words/figures.ts'
import { FiguresTable } from './figures-table.tsx'

export function UsageTables({ usage }: { usage: Usage }) {
  const { total, employees, tasks, models, kinds, taskCount } = usage
  return (
    <div className="flex flex-col gap-10">
      <FiguresTable
        title="Employees"
        head="Who"
        total={total}
        rows={employees.map((one) => ({
          ...one,
          key: one.employeeId ?? 'company',
          name: <EmployeeName of={one} />,
        }))}
      />
      <FiguresTable
        title="Tasks"
        head="What"
        total={total}
        rows={tasks.map((one) => ({ ...one, key: one.taskId, name: <TaskName {...one} /> }))}
        note={
          taskCount > mostUsageTasks &&
          `The ${mostUsageTasks} dearest of ${count(taskCount)}. The export has all of them.`
        }
      />
      <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-2">
        <FiguresTable
          isNarrow
          title="Models"
          head="Which"
          total={total}
          rows={models.map((one) => ({ ...one, key: one.model, name: <Plain text={one.name} /> }))}
        />
        <FiguresTable
          isNarrow
          title="Kinds of work"
          head="What for"
          total={total}
          rows={kinds.map((one) => ({ ...one, key: one.kind, name: <Plain text={kindNames[one.kind]} /> }))}
        />
      </div>
    </div>
  )
}

const Plain = ({ text }: { text: string }) => (
  <span title={text} className="min-w-0 truncate">
    {text}
  </span>
)

function EmployeeName({ of: { employeeId, name, hasLeft } }: { of: UsageOfEmployee }) {
  const { employees } = useOffice()
  if (employeeId === null) return <Plain text={companyName} />
  const seed = employees.find(({ id }) => id === employeeId)?.portraitSeed ?? employeeId
  return (
    <>
      <Avatar seed={seed} size={20} />
      {hasLeft ? (
        <span dir="auto" title={name} className="min-w-0 truncate">
          {name} <span className="text-muted">has left</span>
        </span>
      ) : (
        <Link
          href={`/employees/${employeeId}/settings`}
          prefetch={false}
          dir="auto"
          title={name}
          className="min-w-0 truncate hover:underline"
        >
          {name}
        </Link>
      )}
    </>
  )
}

function TaskName({ taskId, number, title }: { taskId: string; number: number; title: string }) {
  return (
    <Link
      href={`/tasks/${taskId}`}
      prefetch={false}
      title={title}
      className="min-w-0 truncate hover:underline"
    >
      <span className="figures text-muted">#{number}</span> <span dir="auto">{title}</span>
    </Link>
  )
}
