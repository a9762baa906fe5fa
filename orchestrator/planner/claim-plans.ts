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

/** Longer than a plan takes with all its questions to the model. */
export const holdSeconds = 180

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
          where company_id = company.id and state = 'wanted' and (claimed_until is null or claimed_until <= now())
          order by created_at, id limit ${most}
        ) plan
        cross join lateral (
          select count(*) as busy from plans
          where company_id = company.id and state = 'wanted' and claimed_until > now()
        ) under_way
        cross join lateral (
          select max(made_at) as last_made from plans where company_id = company.id and made_at is not null
        ) before
        where company.id is not null
        order by plan.place + under_way.busy, before.last_made nulls first, plan.created_at
        limit ${most}
      ), free as (
        select id from plans where id in (select id from next)
          and state = 'wanted' and (claimed_until is null or claimed_until <= now())
        for update skip locked
      )
      update plans set claimed_until = now() + make_interval(secs => ${holdSeconds}), attempts = attempts + 1
      from free where plans.id = free.id
      returning plans.id as plan_id, plans.company_id, plans.task_id, plans.attempts as attempt`.execute(tx),
  )
  return rows
}

/** Those of the named that are still wanted of who claimed them. */
export async function stillWanted(claims: readonly ClaimedPlan[]): Promise<Set<string>> {
  if (claims.length === 0) return new Set()
  const rows = await transactAsOrchestrator((tx) =>
    tx
      .selectFrom('plans')
      .where(
        'id',
        'in',
        claims.map(({ planId }) => planId),
      )
      .where('state', '=', 'wanted')
      .select(['id', 'attempts'])
      .execute(),
  )
  const attempts = new Map(rows.map(({ id, attempts: attempt }) => [id, attempt]))
  return new Set(claims.flatMap(({ planId, attempt }) => (attempts.get(planId) === attempt ? [planId] : [])))
}
