// The registry of REST v1: one entry for each operation, the source of the routes, the OpenAPI document and its page.
import type { Operation } from './operation.ts'
import { apiKeyOperations } from './operations/api-keys.ts'
import { attachmentOperations } from './operations/attachments.ts'
import { backupOperations } from './operations/backups.ts'
import { billingOperations } from './operations/billing.ts'
import { companyOperations } from './operations/company.ts'
import { desktopOperations } from './operations/desktop.ts'
import { employeeOperations } from './operations/employees.ts'
import { eventOperations } from './operations/events.ts'
import { messageOperations } from './operations/messages.ts'
import { notificationOperations } from './operations/notifications.ts'
import { planOperations } from './operations/plans.ts'
import { questionOperations } from './operations/questions.ts'
import { runOperations } from './operations/runs.ts'
import { scheduleOperations } from './operations/schedules.ts'
import { siteOperations } from './operations/sites.ts'
import { taskCommentOperations } from './operations/task-comments.ts'
import { taskFileOperations } from './operations/task-files.ts'
import { taskOperations } from './operations/tasks.ts'
import { templateOperations } from './operations/templates.ts'
import { usageOperations } from './operations/usage.ts'
import { workerOperations } from './operations/workers.ts'

export const operations = {
  ...companyOperations,
  ...billingOperations,
  ...employeeOperations,
  ...messageOperations,
  ...attachmentOperations,
  ...desktopOperations,
  ...siteOperations,
  ...backupOperations,
  ...questionOperations,
  ...taskOperations,
  ...planOperations,
  ...taskCommentOperations,
  ...taskFileOperations,
  ...notificationOperations,
  ...templateOperations,
  ...scheduleOperations,
  ...workerOperations,
  ...runOperations,
  ...eventOperations,
  ...usageOperations,
  ...apiKeyOperations,
}

export type OperationId = keyof typeof operations

export const allOperations: readonly Operation[] = Object.values(operations)

export const apiBase = '/api/v1'
