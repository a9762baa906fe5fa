// A company with two employees, planners and a practice model to ask, for tests of planning.
import pino from 'pino'
import { Registry } from 'prom-client'
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { type Model, modelById } from '#lib/model/models.ts'
import { readPlan } from '#lib/plan/read-plan.ts'
import { createTask } from '#lib/task/create-task.ts'
import type { Plan } from '#lib/wire/plan.ts'
import { type PracticeModel, startPracticeModel } from '#local/practice-model/start.ts'
import { type HintListener, listenHints } from '#orchestrator/events/listen-hints.ts'
import { addCompany } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { freePort } from '#tests/support/free-port.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { type Planner, startPlanner } from '../start-planner.ts'

const log = pino({ level: 'silent' })
export const haiku = knownModel('claude-haiku-4-5')

function knownModel(id: string): Model {
  const model = modelById(id)
  if (!model) throw new Error(`${id} is not offered`)
  return model
}

export let world: VerbWorld
export let owner: Member
/** A content writer. */
export let iris: string
/** A software engineer. */
export let alan: string
let practice: PracticeModel
let hints: HintListener
const planners: Planner[] = []

/** Opens it before the tests of a file, with a fresh company for each of them. */
export function openPlanningOffice(): void {
  beforeAll(async () => {
    world = await openVerbWorld()
    practice = await startPracticeModel({ port: await freePort() })
    hints = listenHints({ databaseUrl: world.databaseUrl, log })
  })
  afterAll(async () => {
    await hints.close()
    await practice.stop()
    await world.close()
  })
  beforeEach(async () => {
    owner = (await addCompany(world.sql, { name: 'Lovelace Works', planKey: 'company' })).owner
    iris = await hired('Iris', 'content-writer')
    alan = await hired('Alan', 'software-engineer')
  })
  afterEach(async () => {
    await Promise.all(planners.splice(0).map((planner) => planner.stop()))
    await world.sql.query("update plans set state = 'replaced' where state in ('wanted', 'proposed')")
  })
}

async function hired(name: string, roleKey: string): Promise<string> {
  const employee = { name, role_key: roleKey }
  return (await addEmployee(world.sql, owner.companyId, { employee })).employeeId
}

/** One more orchestrator's planner. */
export function plan(url = practice.url): Planner {
  const pace = { backOffMs: [20, 20], answerWithinMs: 5_000, sweepMs: 50 }
  const planner = startPlanner({
    upstream: { url, apiKey: undefined },
    model: haiku,
    hints,
    registry: new Registry(),
    log,
    pace,
  })
  planners.push(planner)
  return planner
}

export const write = (
  title: string,
  description = '',
  more: { plan?: 'auto' | 'ask'; requires?: string[] } = {},
) => createTask(owner, { title, description, ...more })

export async function made(taskId: string): Promise<Plan> {
  return vi.waitFor(
    async () => {
      const found = await readPlan(owner, { id: taskId })
      expect(found.madeAt).not.toBeNull()
      return found
    },
    { timeout: 15_000, interval: 25 },
  )
}

export async function partsOf(taskId: string) {
  const { rows } = await world.sql.query(
    `select id, title, status, assignee_id, part_role, part_reason, needs_review, open_dependencies, checks, plan_id
      from tasks where parent_id = $1 order by number`,
    [taskId],
  )
  return rows
}

export async function statusOf(taskId: string): Promise<string> {
  const { rows } = await world.sql.query('select status from tasks where id = $1', [taskId])
  return rows[0].status
}

export const setApproval = (setting: string) =>
  world.sql.query('update companies set plan_approval = $2 where id = $1', [owner.companyId, setting])
