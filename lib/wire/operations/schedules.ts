import { exampleSchedule } from '../examples/recurring.ts'
import { noAnswer, noBody, noFields, operation } from '../operation.ts'
import { idParams, listQuery, pageOf } from '../shapes.ts'
import { changeScheduleInput, schedule, scheduleInput } from '../template.ts'

const { templateId, cron, timeZone } = exampleSchedule
const shared = {
  tag: 'Schedules',
  thing: 'schedule',
  params: noFields,
  query: noFields,
  answer: schedule,
  status: 200,
  example: { answer: exampleSchedule },
} as const
const one = { ...shared, params: idParams, path: '/schedules/{id}', scope: 'write' } as const

export const scheduleOperations = {
  listSchedules: operation({
    ...shared,
    id: 'listSchedules',
    method: 'GET',
    path: '/schedules',
    summary: 'When tasks are made by the clock',
    description: 'In the order they were made, each with its next times.',
    scope: 'read',
    query: listQuery,
    body: noBody,
    answer: pageOf(schedule),
    example: { answer: { items: [exampleSchedule], nextCursor: null } },
  }),
  createSchedule: operation({
    ...shared,
    id: 'createSchedule',
    method: 'POST',
    path: '/schedules',
    thing: 'template',
    summary: 'Have tasks made by the clock',
    description:
      'Cron with five fields in a time zone, at most every five minutes. A time that a change of the clocks skips comes right after it; one that happens twice counts once. After a downtime `whenMissed` says whether one task is made for what was missed, or none.',
    scope: 'write',
    body: scheduleInput,
    status: 201,
    example: { answer: exampleSchedule, body: { templateId, cron, timeZone } },
  }),
  changeSchedule: operation({
    ...one,
    id: 'changeSchedule',
    method: 'PATCH',
    summary: 'Change a schedule',
    description: 'It begins anew from now; what went wrong the last time is forgotten.',
    body: changeScheduleInput,
    example: {
      answer: { ...exampleSchedule, enabled: false, nextAt: null, upcoming: [] },
      body: { enabled: false },
    },
  }),
  deleteSchedule: operation({
    ...one,
    id: 'deleteSchedule',
    method: 'DELETE',
    summary: 'Delete a schedule',
    description: 'Tasks that it made stay.',
    body: noBody,
    answer: noAnswer,
    answerKind: 'nothing',
    status: 204,
    example: {},
  }),
}
