// Takes plans that are wanted, fairly: whose company has the fewest being made, and was planned for longest ago, comes first.
import { sql } from 'kysely'
import { transactAsOrchestrator } from '#lib/db/transact.ts'

export interface ClaimedPlan {
  planId: string
  companyId: string
  taskId: string
  /** Which try this is; also what proves, at the end, that nobody else has taken it up since. */
  attempt: number
}

/** Whoever makes a plan holds on to it; what a killed process held is free after that. */
const holdSeconds = 30

export async function claimPlans(most: number): Promise<ClaimedPlan[]> {
  const { rows } = await transactAsOrchestrator((tx) =>
    sql<ClaimedPlan>`
      with recursive company (id) as (
        (select company_id from plans where state = 'wanted' order by company_id limit 1)
        union all
        select (select company_id from plans where state = 'wanted' and company_id > company.id order by company_id limit 1)
        from company where company.id is not null
      ), next as (
        select plan.id from company
        cross join lateral (
          select id, created_at, row_number() over (order by created_at, id) as place from plans
          where company_id = company.id and state = 'wanted' and parked_reason is null and (claimed_until is null or claimed_until <= now())
          order by created_at, id limit ${most}
        ) plan
        cross join lateral (
          select count(*) as busy from plans
          where company_id = company.id and state = 'wanted' and claimed_until > now()
        ) under_way
        cross join lateral (
          select max(made_at) as last_made from plans where company_id = company.id and made_at is not null
        ) before
        where company.id is not null and deskhand.may_work(company.id)
        order by plan.place + under_way.busy, before.last_made nulls first, plan.created_at
        limit ${most}
      ), free as (
        select id from plans where id in (select id from next)
          and state = 'wanted' and parked_reason is null and (claimed_until is null or claimed_until <= now())
        for update skip locked
      )
      update plans set claimed_until = now() + make_interval(secs => ${holdSeconds}), attempts = attempts + 1, is_postponed = false
      from free where plans.id = free.id
      returning plans.id as plan_id, plans.company_id, plans.task_id, plans.attempts as attempt`.execute(tx),
  )
  return rows
}

/** Holds on to the plans that are still wanted of who claimed them, and says which these are. */
export async function holdOn(claims: readonly ClaimedPlan[]): Promise<Set<string>> {
  if (claims.length === 0) return new Set()
  const ids = claims.map(({ planId }) => planId)
  return transactAsOrchestrator(async (tx) => {
    const wanted = tx
      .selectFrom('plans')
      .where('id', 'in', ids)
      .where('state', '=', 'wanted')
      .where('isPostponed', '=', false)
    const found = await wanted.select(['id', 'attempts']).forUpdate().execute()
    const held = heldAmong(claims, found)
    // Not each time: a changed row is told to everybody who looks at the task.
    if (held.size > 0)
      await tx
        .updateTable('plans')
        .set({ claimedUntil: sql<Date>`now() + make_interval(secs => ${holdSeconds})` })
        .where('id', 'in', [...held])
        .where('claimedUntil', '<', sql<Date>`now() + make_interval(secs => ${holdSeconds / 2})`)
        .execute()
    return held
  })
}

function heldAmong(
  claims: readonly ClaimedPlan[],
  found: readonly { id: string; attempts: number }[],
): Set<string> {
  const attempts = new Map(found.map(({ id, attempts: attempt }) => [id, attempt]))
  return new Set(claims.flatMap(({ planId, attempt }) => (attempts.get(planId) === attempt ? [planId] : [])))
}
