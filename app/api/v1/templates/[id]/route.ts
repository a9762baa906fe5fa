import { route, serve } from '#app/_edge/route.ts'
import { changeTemplate } from '#lib/template/change-template.ts'
import { deleteTemplate } from '#lib/template/delete-template.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  PATCH: serve(operations.changeTemplate, (caller, { params, body }) =>
    changeTemplate(caller, { ...params, ...body }),
  ),
  DELETE: serve(operations.deleteTemplate, (caller, { params }) => deleteTemplate(caller, params)),
})
