import { route, serve } from '#app/_edge/route.ts'
import { changeSchedule } from '#lib/schedule/change-schedule.ts'
import { deleteSchedule } from '#lib/schedule/delete-schedule.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  PATCH: serve(operations.changeSchedule, (caller, { params, body }) =>
    changeSchedule(caller, { ...params, ...body }),
  ),
  DELETE: serve(operations.deleteSchedule, (caller, { params }) => deleteSchedule(caller, params)),
})
