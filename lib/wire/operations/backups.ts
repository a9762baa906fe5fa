import { z } from 'zod'
import { backup, backupList } from '../backup.ts'
import { exampleBackup } from '../examples.ts'
import { noAnswer, noBody, noFields, operation } from '../operation.ts'
import { id, idParams } from '../shapes.ts'

const shared = { tag: 'Backups', query: noFields, body: noBody } as const
const ofOne = { ...shared, thing: 'backup', params: z.strictObject({ id, backupId: id }) } as const

export const backupOperations = {
  listBackups: operation({
    ...shared,
    id: 'listBackups',
    method: 'GET',
    path: '/employees/{id}/backups',
    thing: 'employee',
    summary: 'The backups of somebody’s home',
    description: 'The newest first, with those that are being made.',
    scope: 'read',
    params: idParams,
    answer: backupList,
    status: 200,
    example: { answer: { items: [exampleBackup] } },
  }),
  requestBackup: operation({
    ...shared,
    id: 'requestBackup',
    method: 'POST',
    path: '/employees/{id}/backups',
    thing: 'employee',
    summary: 'Back up somebody’s home',
    description:
      'Made at the next quiet moment: the desk stops for some seconds, messages wait. While one is being made, that one is the answer.',
    scope: 'admin',
    params: idParams,
    answer: backup,
    status: 202,
    example: { answer: { ...exampleBackup, state: 'wanted', madeAt: null, bytes: null, files: null } },
  }),
  restoreBackup: operation({
    ...ofOne,
    id: 'restoreBackup',
    method: 'POST',
    path: '/employees/{id}/backups/{backupId}/restore',
    summary: 'Put a backup in place of somebody’s home',
    description:
      'Files and memory go back to what they were; the conversation stays. What is damaged is refused whole, and the home stays as it is.',
    scope: 'admin',
    answer: backup,
    status: 202,
    example: { answer: exampleBackup },
  }),
  deleteBackup: operation({
    ...ofOne,
    id: 'deleteBackup',
    method: 'DELETE',
    path: '/employees/{id}/backups/{backupId}',
    summary: 'Delete a backup for good',
    scope: 'admin',
    answer: noAnswer,
    answerKind: 'nothing',
    status: 204,
  }),
}
