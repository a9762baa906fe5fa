import type { Metadata } from 'next'
import { listBackups } from '#lib/backup/list-backups.ts'
import { planByKey } from '#lib/billing/plans.ts'
import { readMe } from '#lib/company/read-me.ts'
import { readModelUse } from '#lib/ledger/read-model-use.ts'
import { modelById, offeredModels } from '#lib/model/models.ts'
import { priceOn } from '#lib/model/prices.ts'
import { renderHome } from '#lib/role/render-home.ts'
import { roleByKey } from '#lib/role/roles.ts'
import { tones } from '#lib/role/tones.ts'
import { listSites } from '#lib/site/list-sites.ts'
import { readDesk } from '../read-desk.ts'
import { BackupsSection } from './_backups/backups-section.tsx'
import { WebSection } from './_web/web-section.tsx'
import { DangerZone } from './danger-zone.tsx'
import { DeskFacts } from './desk-facts.tsx'
import { SettingsForm } from './settings-form.tsx'
import { Told } from './told.tsx'

type SettingsPageProps = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: SettingsPageProps): Promise<Metadata> {
  const { employee } = await readDesk((await params).id, 'settings')
  return { title: `${employee.name}, settings` }
}

export default async function EmployeeSettingsPage({ params }: SettingsPageProps) {
  const { member, employee } = await readDesk((await params).id, 'settings')
  const { company, entitlement } = await readMe(member)
  const includedMicros = planByKey(entitlement.planKey ?? '')?.monthlyAllowanceMicros ?? null
  const role = roleByKey(employee.roleKey)
  const { files } = renderHome({
    ...employee,
    employeeName: employee.name,
    companyName: company.name,
    companyAbout: company.about,
  })
  return (
    <div className="mx-auto flex min-h-full w-full max-w-[880px] flex-col px-4 sm:px-6">
      <SettingsForm
        key={employee.id}
        initial={employee}
        skills={role?.skills.map(({ key, name, summary }) => ({ key, name, summary })) ?? []}
        tones={tones.map(({ key, name, description, sample }) => ({ key, name, description, sample }))}
        models={pricedModels()}
        includedMicros={includedMicros}
      >
        <WebSection
          key={employee.id}
          initial={employee}
          initialSites={await listSites(member, { id: employee.id })}
        />
        <Told soul={files.find((file) => file.path === 'SOUL.md')?.content ?? ''} name={employee.name} />
        <DeskFacts
          initial={employee}
          modelName={modelById(employee.model)?.name ?? employee.model}
          modelUse={await readModelUse(member, { employeeId: employee.id })}
          capMicros={employee.allowanceMicros ?? includedMicros}
        />
        <BackupsSection
          initial={employee}
          backups={(await listBackups(member, { employeeId: employee.id })).items}
        />
        <DangerZone initial={employee} />
      </SettingsForm>
    </div>
  )
}

/** Those that have a price today: others cannot be used. */
function pricedModels() {
  const now = new Date()
  return offeredModels().flatMap(({ id, name, strength }) => {
    const price = priceOn(id, now)
    return price ? [{ id, name, strength, inputMicros: price.input, outputMicros: price.output }] : []
  })
}
