'use client'
import type { Backup } from '#lib/wire/backup.ts'
import type { Employee } from '#lib/wire/employee.ts'
import { Button } from '../../../../../_ui/button.tsx'
import { makeBackup } from '../../../../_actions/backups.ts'
import { useRefreshOn } from '../../../../_api/use-refresh-on.ts'
import { Section } from '../../../../_form/section.tsx'
import { useEmployee, useOffice } from '../../../../_office/office-provider.tsx'
import { useAct } from '../../../../settings/_settings/use-act.ts'
import { BackupRow } from './backup-row.tsx'

type BackupsSectionProps = { initial: Employee; backups: readonly Backup[] }

/** The list comes from the server; events about it have it read anew. */
export function BackupsSection({ initial, backups }: BackupsSectionProps) {
  const { employee } = useEmployee(initial)
  const { me } = useOffice()
  const { run, isBusy } = useAct()
  useRefreshOn(
    ({ event, data }) => event === 'reset' || (event === 'backup' && data.employeeId === employee.id),
  )
  const isUnderWay = backups.some(({ state }) => state === 'wanted' || state === 'making')
  const mayManage = me.isManager && employee.lifecycle !== 'leaving'
  return (
    <Section
      title="Backups"
      text="Files and memory, sealed. One is made each day that they worked; more whenever you like."
    >
      {backups.length === 0 ? (
        <p className="text-muted">None yet. The first is made after a day of work.</p>
      ) : (
        <ul aria-label="Backups" className="-mt-3 flex flex-col">
          {backups.map((backup) => (
            <BackupRow key={backup.id} backup={backup} employee={employee} mayManage={mayManage} />
          ))}
        </ul>
      )}
      {mayManage ? (
        <div>
          <Button busy={isBusy || isUnderWay} onClick={() => void run(() => makeBackup(employee.id))}>
            {isUnderWay ? 'A backup is being made' : 'Make a backup now'}
          </Button>
        </div>
      ) : (
        <p className="text-muted text-sm">
          Only an owner or an admin makes and restores backups, and of nobody who is leaving.
        </p>
      )}
    </Section>
  )
}
