import { csvResponse } from '#app/_edge/rest/csv-response.ts'
import { route, serve } from '#app/_edge/route.ts'
import { exportCalls } from '#lib/usage/export-calls.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.exportCalls, async (caller, { query }) => {
    const { range, pieces } = exportCalls(caller, query)
    return csvResponse(`deskhand-usage-${range.from}-to-${range.to}.csv`, pieces)
  }),
})
