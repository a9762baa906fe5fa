'use client'
import { Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { ButtonLink } from '../../../../_ui/button-link.tsx'
import { EmptyState } from '../../../../_ui/empty-state.tsx'
import { Field } from '../../../../_ui/field.tsx'
import { Lamp } from '../../../../_ui/lamp.tsx'
import { LoadMore } from '../../../../_ui/load-more.tsx'
import { PageHeader } from '../../../../_ui/page-header.tsx'
import { TextInput } from '../../../../_ui/text-input.tsx'
import { useNow } from '../../../../_ui/use-now.ts'
import { useStanding } from '../../../_billing/standing-provider.tsx'
import { actOf, standingInWords } from '../../../_billing/standing-words.ts'
import { useOffice } from '../../../_office/office-provider.tsx'
import { EmployeeCard } from './employee-card.tsx'
import { HireCard } from './hire-card.tsx'
import { matching } from './matching.ts'

/** Fewer are seen at a glance. */
const searchFrom = 7

export function EmployeeGrid({ roleNames }: { roleNames: Readonly<Record<string, string>> }) {
  const { employees, glances, me, hasMore, isLoadingMore, loadMore } = useOffice()
  const [search, setSearch] = useState('')
  const wanted = useDeferredValue(search)
  if (employees.length === 0) return <NobodyYet isManager={me.isManager} />
  const shown = matching(employees, wanted, roleNames)
  return (
    <>
      <PageHeader
        title="Employees"
        text={countInWords(employees.length, hasMore)}
        actions={
          me.isManager && (
            <ButtonLink href="/onboarding?new" tone="primary">
              Hire
            </ButtonLink>
          )
        }
      />
      {employees.length >= searchFrom && (
        <Field label="Search employees" hideLabel className="mb-4 sm:max-w-80">
          <div className="relative">
            <Search
              aria-hidden="true"
              size={16}
              strokeWidth={1.5}
              className="absolute top-1/2 left-2.5 -translate-y-1/2 text-muted"
            />
            <TextInput
              type="search"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
              placeholder="Name, role or state"
              className="pl-8"
            />
          </div>
        </Field>
      )}
      <ul
        aria-label="Employees"
        className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,300px),1fr))] gap-4"
      >
        {shown.map((employee) => (
          <EmployeeCard
            key={employee.id}
            employee={employee}
            glance={glances[employee.id]}
            roleName={roleNames[employee.roleKey] ?? 'Employee'}
          />
        ))}
        {wanted.trim() === '' && me.isManager && !hasMore && <HireCard />}
      </ul>
      <p role="status" className="mt-4 text-muted">
        {wanted.trim() !== '' && shown.length === 0 && `Nobody here matches “${wanted.trim()}”.`}
      </p>
      {hasMore && <LoadMore busy={isLoadingMore} onLoad={() => void loadMore()} />}
    </>
  )
}

function NobodyYet({ isManager }: { isManager: boolean }) {
  const { mayRun } = useStanding().entitlement
  if (!mayRun) return <NobodyNow />
  return (
    <>
      <h1 className="sr-only">Employees</h1>
      <EmptyState
        drawing={<Lamp state="off" size={96} label={null} />}
        title="No lamp is on yet."
        text={
          isManager
            ? 'Hire the first employee; the desk is ready in less than a minute.'
            : 'An owner or an admin of your company can hire the first employee. You can talk to everybody who works here.'
        }
        action={
          isManager && (
            <ButtonLink href="/onboarding?new" tone="primary" size="lg">
              Hire your first employee
            </ButtonLink>
          )
        }
      />
    </>
  )
}

/** Nobody can be hired before something is done about the plan. */
function NobodyNow() {
  const standing = useStanding()
  const act = actOf(standing)
  return (
    <>
      <h1 className="sr-only">Employees</h1>
      <EmptyState
        drawing={<Lamp state="off" size={96} label={null} />}
        title="No lamp is on."
        text={standingInWords(standing.entitlement, useNow(60_000)).text}
        action={
          act && (
            <ButtonLink href={act.href} prefetch={false} tone="primary" size="lg">
              {act.label}
            </ButtonLink>
          )
        }
      />
    </>
  )
}

function countInWords(count: number, hasMore: boolean): string {
  if (hasMore) return `The first ${count}`
  return count === 1 ? 'One desk' : `${count} desks`
}
