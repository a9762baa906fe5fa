import type { CompanyCaller } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import type { Notification } from '#lib/wire/notification.ts'

/** What still needs somebody: row-level security leaves the caller's own and the company's. */
export function selectOpen(tx: Tx, { companyId }: CompanyCaller) {
  return tx
    .selectFrom('notifications as notification')
    .leftJoin('tasks as task', 'task.id', 'notification.taskId')
    .where('notification.companyId', '=', companyId)
    .where('notification.settledAt', 'is', null)
    .select([
      'notification.id',
      'notification.kind',
      'notification.taskId',
      'task.number as taskNumber',
      'notification.questionId',
      'notification.commentId',
      'notification.scheduleId',
      'notification.employeeId',
      'notification.text',
      'notification.createdAt',
    ])
    .$narrowType<{ kind: Notification['kind'] }>()
}

type NotificationRow = Awaited<ReturnType<ReturnType<typeof selectOpen>['execute']>>[number]

export function notificationToWire(row: NotificationRow): Notification {
  return { ...row, createdAt: row.createdAt.toISOString() }
}
