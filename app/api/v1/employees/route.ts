import { route, serve } from '#app/_edge/route.ts'
import { hire } from '#lib/employee/hire.ts'
import { listEmployees } from '#lib/employee/list-employees.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listEmployees, (caller, { query }) => listEmployees(caller, query)),
  POST: serve(operations.hireEmployee, (caller, { body }) => hire(caller, body)),
})
