import { route, serve } from '#app/_edge/route.ts'
import { takeBack } from '#lib/employee/fire.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.takeBackEmployee, (caller, { params }) => takeBack(caller, params)),
})
