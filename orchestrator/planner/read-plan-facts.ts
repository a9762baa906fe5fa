// All that is known about a task that is to be planned.
import { z } from 'zod'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { withoutPlanNote } from '#lib/plan/plan-note.ts'
import { type Candidates, readCandidates } from '#lib/plan/read-candidates.ts'
import { check } from '#lib/wire/check.ts'
import type { ClaimedPlan } from './claim-plans.ts'

export interface PlanFacts {
  planId: string
  task: {
    title: string
    description: string
    labels: readonly string[]
    requires: readonly string[]
    assigneeId: string | null
    allowanceMicros: number | null
    checks: readonly string[]
  }
  files: readonly string[]
  company: { name: string; about: string }
  guidance: string
  candidates: Candidates
}

const mostFiles = 30

/** Undefined when the task is not to be planned any more. */
export function readPlanFacts({ planId, companyId, taskId }: ClaimedPlan): Promise<PlanFacts | undefined> {
  return transactAsOrchestrator(async (tx) => {
    const row = await tx
      .selectFrom('plans as plan')
      .innerJoin('tasks as task', 'task.id', 'plan.taskId')
      .innerJoin('companies as company', 'company.id', 'plan.companyId')
      .where('plan.id', '=', planId)
      .where('plan.state', '=', 'wanted')
      .where('task.status', '=', 'planning')
      .select([
        'task.title',
        'task.description',
        'task.labels',
        'task.requires',
        'task.assigneeId',
        'task.checks',
      ])
      .select(['task.allowanceMicros', 'company.name', 'company.about', 'plan.guidance'])
      .executeTakeFirst()
    if (!row) return undefined
    const files = await tx
      .selectFrom('taskFiles')
      .where('taskId', '=', taskId)
      .where('kind', '=', 'attachment')
      .select('path')
      .orderBy('path')
      .limit(mostFiles)
      .execute()
    return {
      planId,
      task: {
        ...row,
        description: withoutPlanNote(row.description),
        checks: z
          .array(check)
          .parse(row.checks)
          .map(({ kind, title }) => title || kind),
      },
      files: files.map(({ path }) => path),
      company: { name: row.name, about: row.about },
      guidance: row.guidance,
      candidates: await readCandidates(tx, companyId),
    }
  })
}
