import type { Metadata } from 'next'
import { may } from '#lib/access/authorize.ts'
import { readMe } from '#lib/company/read-me.ts'
import { requireMember } from '../../../_edge/session.ts'
import { Section } from '../../_form/section.tsx'
import { CompanyForm } from './company-form.tsx'

export const metadata: Metadata = { title: 'Company' }

export default async function CompanyPage() {
  const member = await requireMember('/settings/company')
  const { company } = await readMe(member)
  if (may(member, 'company.change')) return <CompanyForm name={company.name} about={company.about} />
  return (
    <Section title="Company" text="Only an owner or an admin can change this.">
      <p dir="auto" className="break-words font-medium">
        {company.name}
      </p>
      <p dir="auto" className="whitespace-pre-wrap break-words">
        {company.about || 'Nobody has written yet what the company does.'}
      </p>
    </Section>
  )
}
