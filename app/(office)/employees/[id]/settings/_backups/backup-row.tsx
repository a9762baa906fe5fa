'use client'
import type { Backup } from '#lib/wire/backup.ts'
import type { Employee } from '#lib/wire/employee.ts'
import { AlertDialog } from '../../../../../_ui/alert-dialog.tsx'
import { Badge } from '../../../../../_ui/badge.tsx'
import { Button } from '../../../../../_ui/button.tsx'
import { RelativeTime } from '../../../../../_ui/relative-time.tsx'
import { discardBackup, putBack } from '../../../../_actions/backups.ts'
import { useAct } from '../../../../settings/_settings/use-act.ts'
import { factsOf, isBeingRestored, nameOf, restoreInWords } from './words.ts'

type BackupRowProps = { backup: Backup; employee: Employee; mayManage: boolean }

export function BackupRow({ backup, employee, mayManage }: BackupRowProps) {
  const { state, madeAt, askedAt } = backup
  const restore = restoreInWords(backup)
  const mayAct = mayManage && !isBeingRestored(backup)
  return (
    <li
      data-row
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b py-3 last:border-b-0"
    >
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex min-w-0 flex-wrap items-center gap-2">
          <span className="font-medium">{nameOf(backup)}</span>
          <RelativeTime at={madeAt ?? askedAt} />
          {state === 'failed' && <Badge tone="bad">Failed</Badge>}
        </p>
        <p className="text-muted text-sm">{factsOf(backup)}</p>
        {restore && (
          <p className={restore.isBad ? 'text-bad text-sm' : 'text-muted text-sm'}>
            {restore.text}
            {backup.restore?.doneAt && (
              <>
                {' '}
                <RelativeTime at={backup.restore.doneAt} />
              </>
            )}
          </p>
        )}
      </div>
      {mayAct && state === 'ready' && <Restore backup={backup} employee={employee} />}
      {mayAct && backup.kind !== 'move' && state !== 'making' && (
        <Discard backup={backup} employee={employee} />
      )}
    </li>
  )
}

type OneBackup = Pick<BackupRowProps, 'backup' | 'employee'>

function Restore({ backup, employee: { id, name } }: OneBackup) {
  const { run } = useAct()
  return (
    <AlertDialog
      title={`Put ${name}’s home back to this backup?`}
      description={`Files and memory become what they were then; what ${name} has done since is gone from the desk. The conversation stays. Make a backup first if you may want to come back.`}
      confirm="Restore"
      trigger={<Button>Restore</Button>}
      onConfirm={() => run(() => putBack(id, backup.id))}
    />
  )
}

function Discard({ backup, employee: { id } }: OneBackup) {
  const { run } = useAct()
  return (
    <AlertDialog
      title="Delete this backup?"
      description="Nobody can restore it from then on. The home itself stays as it is."
      confirm="Delete"
      trigger={<Button>Delete</Button>}
      onConfirm={() => run(() => discardBackup(id, backup.id))}
    />
  )
}
