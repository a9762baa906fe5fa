// What pages ask of the API about sites.
import type { SiteDecision, SiteList } from '#lib/wire/site.ts'
import { type Answered, call, post } from '../../../_api/call.ts'

export interface Decision {
  site: string
  decision: SiteDecision
  scope: 'employee' | 'company'
}

export function fetchSites(employeeId: string): Promise<Answered<SiteList>> {
  return call(`/employees/${employeeId}/sites`)
}

export function decideSite(employeeId: string, decision: Decision): Promise<Answered<SiteList>> {
  return call(`/employees/${employeeId}/sites`, post(decision))
}

export function forgetSite(employeeId: string, ruleId: string): Promise<Answered<SiteList>> {
  return call(`/employees/${employeeId}/sites/${ruleId}`, { method: 'DELETE' })
}
