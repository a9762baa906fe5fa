import { sql } from 'kysely'
import { transactAsOrchestrator } from '#lib/db/transact.ts'

/** Who follows a company's events: a member, or a program with an API key. */
export interface Follower {
  companyId: string
  userId: string | null
  apiKeyId: string | null
}

/** Which of these may still follow: members of their company, holders of a living key. In the order given. */
export async function mayFollow(followers: Follower[]): Promise<boolean[]> {
  const { rows } = await transactAsOrchestrator((tx) =>
    sql<{ may: boolean }>`
      select exists (select from members where members.company_id = follower.company_id and members.user_id = follower.user_id)
        or exists (select from api_keys key where key.company_id = follower.company_id and key.id = follower.api_key_id
          and key.revoked_at is null and (key.expires_at is null or key.expires_at > now())) as may
      from unnest(
        ${followers.map((one) => one.companyId)}::uuid[],
        ${followers.map((one) => one.userId)}::uuid[],
        ${followers.map((one) => one.apiKeyId)}::uuid[]
      ) with ordinality as follower (company_id, user_id, api_key_id, place)
      order by place`.execute(tx),
  )
  return rows.map((row) => row.may)
}
