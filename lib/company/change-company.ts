import { z } from 'zod'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { transact } from '#lib/db/transact.ts'
import { parseInput } from '#lib/parse-input.ts'
import { planApprovals } from '#lib/wire/plan.ts'

export const changeCompanyInput = z.strictObject({
  name: z.string().trim().min(1, 'A company needs a name').max(120, 'At most 120 characters').optional(),
  about: z.string().trim().max(4000, 'At most 4,000 characters').optional(),
  planApproval: z.enum(planApprovals).optional(),
})

/** Renames the company, says anew what it does (its employees read it from their next turn on), or when its plans wait for a person. */
export function changeCompany(
  caller: CompanyCaller,
  input: z.input<typeof changeCompanyInput>,
): Promise<void> {
  authorize(caller, 'company.change')
  const { name, about, planApproval } = parseInput(changeCompanyInput, input)
  const changes = {
    ...(name !== undefined && { name }),
    ...(about !== undefined && { about }),
    ...(planApproval !== undefined && { planApproval }),
  }
  if (Object.keys(changes).length === 0) return Promise.resolve()
  return transact(caller, async (tx) => {
    await tx.updateTable('companies').set(changes).where('id', '=', caller.companyId).execute()
    await record(tx, {
      companyId: caller.companyId,
      action: 'company.changed',
      details: { fields: Object.keys(changes) },
    })
  })
}
