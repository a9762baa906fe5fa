import type { Metadata } from 'next'
import { may } from '#lib/access/authorize.ts'
import { readMe } from '#lib/company/read-me.ts'
import { modelInUse } from '../../../_edge/model-in-use.ts'
import { requireMember } from '../../../_edge/session.ts'
import { Section } from '../../_form/section.tsx'
import { approvalOptions } from './approval-options.ts'
import { CompanyForm } from './company-form.tsx'

export const metadata: Metadata = { title: 'Company' }

export default async function CompanyPage() {
  const member = await requireMember('/settings/company')
  const [{ company }, model] = await Promise.all([readMe(member), modelInUse()])
  if (may(member, 'company.change')) {
    const { name, about, planApproval } = company
    return <CompanyForm {...{ name, about, planApproval }} isPractice={model === 'practice'} />
  }
  return (
    <Section title="Company" text="Only an owner or an admin can change this.">
      <p dir="auto" className="break-words font-medium">
        {company.name}
      </p>
      <p dir="auto" className="whitespace-pre-wrap break-words">
        {company.about || 'Nobody has written yet what the company does.'}
      </p>
      <p>
        Plans of tasks:{' '}
        {approvalOptions.find(({ value }) => value === company.planApproval)?.title.toLowerCase()}.
      </p>
    </Section>
  )
}
