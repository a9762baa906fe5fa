import { route, serve } from '#app/_edge/route.ts'
import { fire } from '#lib/employee/fire.ts'
import { readEmployee } from '#lib/employee/read-employee.ts'
import { updateEmployee } from '#lib/employee/update-employee.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.readEmployee, (caller, { params }) => readEmployee(caller, params)),
  PATCH: serve(operations.updateEmployee, (caller, { params, body }) =>
    updateEmployee(caller, { ...params, ...body }),
  ),
  DELETE: serve(operations.fireEmployee, (caller, { params }) => fire(caller, params)),
})
