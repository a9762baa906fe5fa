'use client'
import { toast } from '#app/_ui/toast.tsx'
import type { Employee } from '#lib/wire/employee.ts'
import type { SiteList } from '#lib/wire/site.ts'
import type { Answered } from '../../../../_api/call.ts'
import { Section } from '../../../../_form/section.tsx'
import { useEmployee } from '../../../../_office/office-provider.tsx'
import { useSites } from '../../_sites/use-sites.ts'
import { AddSite } from './add-site.tsx'
import { RequestRow } from './request-row.tsx'
import { RuleRow } from './rule-row.tsx'

/** What an employee may open in the web, what they asked for in vain, and everything one can decide about it. */
export function WebSection({ initial, initialSites }: { initial: Employee; initialSites: SiteList }) {
  const { employee } = useEmployee(initial)
  const { id, name, desk } = employee
  const sites = useSites(id, true, initialSites)
  const { rules, requests } = sites.list ?? initialSites
  const decided = rules.filter((rule) => rule.scope !== 'role')
  const ofRole = rules.filter((rule) => rule.scope === 'role')
  const settle = async (asked: Promise<Answered<SiteList>>) => {
    const answer = await asked
    if (!answer.ok) toast.error(answer.detail)
  }
  return (
    <div id="web" className="border-line border-b">
      <Section
        title="Web"
        text={`What ${name}’s browser and tools may open. Everything else is refused, and ${name} is told.`}
      >
        {desk.runtime !== null && !desk.hasDesktop && (
          <p className="rounded-md bg-sunken px-3 py-2 text-sm">
            This desk runs as a plain process, which nobody keeps from the web. What stands here counts once
            desks run in Docker.
          </p>
        )}
        {requests.length > 0 && (
          <Group title="Asked for">
            {requests.map((request) => (
              <RequestRow
                key={request.host}
                request={request}
                name={name}
                isBusy={sites.isBusy}
                onDecide={(decision) => settle(sites.decide(decision))}
              />
            ))}
          </Group>
        )}
        {decided.length > 0 && (
          <Group title="Decided here">
            {decided.map((rule) => (
              <RuleRow
                key={rule.id}
                rule={rule}
                name={name}
                isBusy={sites.isBusy}
                onForget={(ruleId) => settle(sites.forget(ruleId))}
              />
            ))}
          </Group>
        )}
        <details>
          <summary className="disclosure py-1 font-medium">
            {ofRole.length === 0
              ? 'Nothing comes with the role'
              : `${ofRole.length} ${ofRole.length === 1 ? 'site comes' : 'sites come'} with the role`}
          </summary>
          <ul className="mt-1 flex flex-col">
            {ofRole.map((rule) => (
              <RuleRow
                key={rule.site}
                rule={rule}
                name={name}
                isBusy={sites.isBusy}
                onRefuse={(site) => settle(sites.decide({ site, decision: 'refuse', scope: 'employee' }))}
              />
            ))}
          </ul>
        </details>
        <AddSite name={name} isBusy={sites.isBusy} decide={sites.decide} />
      </Section>
    </div>
  )
}

function Group({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div>
      <h3 className="font-medium">{title}</h3>
      <ul className="mt-1 flex flex-col">{children}</ul>
    </div>
  )
}
