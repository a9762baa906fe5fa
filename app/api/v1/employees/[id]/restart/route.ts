import { route, serve } from '#app/_edge/route.ts'
import { restartEmployee } from '#lib/employee/steer-desk.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.restartEmployee, (caller, { params }) => restartEmployee(caller, params)),
})
