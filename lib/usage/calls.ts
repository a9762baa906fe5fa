// The ledger's calls as usage counts them: the day of UTC they began on, what they were for, and of which task. Fragments of SQL.
import { type RawBuilder, sql } from 'kysely'

/** Needs `l` (ledger_entries). A run's call at nobody's desk is a check by the platform. */
export const kindOfCall: RawBuilder<string> = sql`case
  when l.message_id is not null then 'chat'
  when l.plan_id is not null then 'planning'
  when l.run_id is not null and l.employee_id is null then 'checks'
  when l.run_id is not null then 'task'
  else 'other' end`

/** Needs `l`. */
export const figures: RawBuilder<unknown> = sql`
  count(*)::int as calls,
  count(*) filter (where l.practice)::int as practice_calls,
  sum(l.input_tokens)::bigint as input_tokens,
  sum(l.output_tokens)::bigint as output_tokens,
  sum(l.cache_read_tokens)::bigint as cache_read_tokens,
  sum(l.cache_write_tokens)::bigint as cache_write_tokens,
  sum(l.cost_micros)::bigint as cost_micros,
  coalesce(sum(l.cost_micros) filter (where l.practice), 0)::bigint as practice_micros`

/** A sum of sums, for figures that were added up once already. */
export const figuresAgain: RawBuilder<unknown> = sql`
  sum(calls)::int as calls,
  sum(practice_calls)::int as practice_calls,
  sum(input_tokens)::bigint as input_tokens,
  sum(output_tokens)::bigint as output_tokens,
  sum(cache_read_tokens)::bigint as cache_read_tokens,
  sum(cache_write_tokens)::bigint as cache_write_tokens,
  sum(cost_micros)::bigint as cost_micros,
  sum(practice_micros)::bigint as practice_micros`
