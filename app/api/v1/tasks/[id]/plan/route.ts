import { route, serve } from '#app/_edge/route.ts'
import { askForPlan } from '#lib/plan/ask-for-plan.ts'
import { changePlan } from '#lib/plan/change-plan.ts'
import { readPlan } from '#lib/plan/read-plan.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.readPlan, (caller, { params }) => readPlan(caller, params)),
  POST: serve(operations.askForPlan, (caller, { params, body }) =>
    askForPlan(caller, { ...params, ...body }),
  ),
  PATCH: serve(operations.changePlan, (caller, { params, body }) =>
    changePlan(caller, { ...params, ...body }),
  ),
})
