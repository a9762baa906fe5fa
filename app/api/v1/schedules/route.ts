import { route, serve } from '#app/_edge/route.ts'
import { createSchedule } from '#lib/schedule/create-schedule.ts'
import { listSchedules } from '#lib/schedule/list-schedules.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listSchedules, (caller, { query }) => listSchedules(caller, query)),
  POST: serve(operations.createSchedule, (caller, { body }) => createSchedule(caller, body)),
})
