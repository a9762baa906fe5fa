// A company in use, for somebody who has signed in: every page has something to show. Its desks stand at another host, so that
// nobody here starts them.
import type { Member } from '#lib/access/caller.ts'
import { addCompany, addInvitation, addKey, addMember, insertRow, type Sql } from './company.ts'
import { addAnswer, addEmployee, addHost, addMessage } from './employee.ts'
import { letStand } from './standings.ts'
import { addTask } from './tasks.ts'

export interface FurnishedCompany {
  companyId: string
  readyId: string
  startingId: string
  /** Of a task with parts, of which one is done. */
  taskId: string
  /** Of an invitation to the owner into another company, which leads to nothing else. */
  invitationToken: string
}

const unbroken = 'https://example.com/'.padEnd(180, 'a-very-long-path/')

const answer = `## What I found

Three suppliers answer, one of them at **${unbroken}** with a name that does not break.

| supplier | price of a chain with a very long description | delivery | returns | minimum order | rating |
|---|---:|---|---|---:|---|
| North | 14.20 | two days | free within thirty days | 10 | good |
| Harbour | 12.90 | a week | paid by the customer | 50 | fair |

\`\`\`ts
const cheapest = offers.filter((offer) => offer.deliveryDays <= 7).toSorted((one, other) => one.price - other.price)[0]
\`\`\`

> Prices are of this morning.

1. Ask North for a trial
2. Keep Harbour as the second choice`

/** The person gets the plan, colleagues, employees, a conversation, a hire that is nearly done, keys and invitations. */
export async function furnishCompany(sql: Sql, email: string): Promise<FurnishedCompany> {
  const owner = await ownerWith(sql, email)
  const { companyId } = owner
  await letStand(sql, companyId, 'trial')
  await addMember(sql, companyId, { role: 'admin', displayName: 'Grace '.repeat(12).trim() })
  await addInvitation(sql, { companyId, name: '', owner })
  await addKey(sql, companyId)
  await insertRow(sql, 'hire_drafts', {
    company_id: companyId,
    user_id: owner.userId,
    step: 'launch',
    plan_key: 'company',
    role_key: 'researcher',
    name: 'Noor',
    tone_key: 'witty',
  })
  const hostId = await addHost(sql)
  const readyId = await addTalker(sql, owner, hostId)
  const { employeeId: startingId } = await addEmployee(sql, companyId, {
    employee: { name: 'Iris-Maximiliane von und zu Hohenstein-Oberkirchen' },
    desk: { host_id: hostId, observed_state: 'starting', observed_phase: 'waiting_for_ready' },
  })
  const inviting = await addCompany(sql, { name: 'Harbour & Sons', planKey: 'company' })
  const { token } = await addInvitation(sql, inviting, { email })
  const taskId = await addTasks(sql, owner.companyId, readyId)
  return { companyId, readyId, startingId, taskId, invitationToken: token }
}

async function ownerWith(sql: Sql, email: string): Promise<Member> {
  const { rows } = await sql.query<Member>(
    `select 'member' as kind, user_id as "userId", email, display_name as "displayName", role, company_id as "companyId"
      from members where email = $1`,
    [email],
  )
  const [owner] = rows
  if (!owner) throw new Error(`${email} is no member`)
  return owner
}

async function addTalker(sql: Sql, owner: Member, hostId: string): Promise<string> {
  const ada = await addEmployee(sql, owner.companyId, {
    employee: { active_at: new Date() },
    desk: { host_id: hostId, observed_state: 'ready', observed_phase: 'ready', observed_generation: 1 },
  })
  const question = await addMessage(sql, ada, owner, { text: `Read this: ${unbroken}`, status: 'delivered' })
  const messageId = await addAnswer(sql, ada, question, { text: answer })
  await insertRow(sql, 'tool_calls', {
    company_id: owner.companyId,
    message_id: messageId,
    call_id: 'call_1',
    name: 'exec',
    arguments: { command: `curl -s ${unbroken} | head -n 20` },
    output: unbroken,
    status: 'done',
    text_offset: 0,
    ended_at: new Date(Date.now() + 2_000),
  })
  const second = await addMessage(sql, ada, owner, { text: 'And today?', status: 'delivered' })
  await addAnswer(sql, ada, second, {
    text: '',
    status: 'failed',
    failure: { code: 'model_refused', text: 'The model key was refused.', action: 'Look at the key.' },
  })
  return ada.employeeId
}

/** One in every column, with names that do not break, and what comes again by the clock. */
async function addTasks(sql: Sql, companyId: string, employeeId: string): Promise<string> {
  const whole = await addTask(sql, companyId, {
    title: 'Relaunch the web shop',
    description: `Look at ${unbroken} first.\n\n1. Texts\n2. Pictures`,
    priority: 3,
    labels: ['web', 'spring', unbroken.slice(0, 40)],
    assignee_id: employeeId,
  })
  for (const [status, title] of [
    ['done', 'Write the texts'],
    ['in_review', unbroken],
  ] as const) {
    await addTask(sql, companyId, { title, parent_id: whole, assignee_id: employeeId, status })
  }
  for (const status of ['draft', 'ready', 'in_review', 'done', 'failed', 'cancelled'] as const) {
    await addTask(sql, companyId, { title: `${status}: ${unbroken}`, labels: ['web'], status })
  }
  const { id } = await insertRow(sql, 'task_templates', {
    company_id: companyId,
    name: 'Weekly report',
    spec: { title: 'Write the weekly report', plan: 'none' },
  })
  await insertRow(sql, 'schedules', {
    company_id: companyId,
    template_id: id,
    cron: '0 9 * * 1-5',
    time_zone: 'Europe/Berlin',
    next_at: new Date(Date.now() + 60 * 60 * 1000),
  })
  return whole
}
