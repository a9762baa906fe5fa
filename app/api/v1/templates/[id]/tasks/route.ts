import { route, serve } from '#app/_edge/route.ts'
import { createTaskFromTemplate } from '#lib/template/create-task-from-template.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.createTaskFromTemplate, (caller, { params }) =>
    createTaskFromTemplate(caller, params),
  ),
})
