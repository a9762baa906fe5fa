import { route, serve } from '#app/_edge/route.ts'
import { createTemplate } from '#lib/template/create-template.ts'
import { listTemplates } from '#lib/template/list-templates.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listTemplates, (caller, { query }) => listTemplates(caller, query)),
  POST: serve(operations.createTemplate, (caller, { body }) => createTemplate(caller, body)),
})
