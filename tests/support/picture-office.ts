// What a picture in the documents needs beside what the product shows by itself.
import type { Member } from '#lib/access/caller.ts'
import { addAnswer, addEmployee, addHost, addMessage } from './employee.ts'
import { withSql } from './product-office.ts'

/** The practice model takes its instructions from the questions; a person would not write them. */
export function putQuestionsPlainly(
  databaseUrl: string,
  employeeId: string,
  questions: string[],
): Promise<void> {
  return withSql(databaseUrl, async (sql) => {
    const { rows } = await sql.query<{ id: string }>(
      "select id from messages where employee_id = $1 and author = 'member' order by seq",
      [employeeId],
    )
    for (const [index, text] of questions.entries()) {
      await sql.query('update messages set text = $1 where id = $2', [text, rows[index]?.id])
    }
  })
}

const colleagues = [
  {
    employee: { name: 'Theo Brandt', role_key: 'customer-support', portrait_seed: 'theo' },
    desk: { observed_state: 'ready', observed_phase: 'ready' },
    said: 'Eleven tickets are answered. Two wait for you: both are about the recalled brake.',
  },
  {
    employee: { name: 'Noor', role_key: 'bookkeeper', portrait_seed: 'noor' },
    desk: { observed_state: 'ready', observed_phase: 'ready' },
    said: 'The October receipts are matched. Three have no invoice; I listed them.',
  },
  {
    employee: { name: 'Sam Okafor', role_key: 'content-writer', portrait_seed: 'sam' },
    desk: { desired_state: 'asleep', observed_state: 'stopped' },
    said: 'The piece on winter tyres is ready to read.',
  },
  {
    employee: { name: 'Juno', role_key: 'software-engineer', portrait_seed: 'juno' },
    desk: { observed_state: 'starting', observed_phase: 'waiting_for_ready' },
    said: '',
  },
]

/** Colleagues at desks of another host, which nobody here starts or stops. */
export function furnishForPicture(databaseUrl: string, employeeId: string): Promise<void> {
  return withSql(databaseUrl, async (sql) => {
    const { rows } = await sql.query<Member>(
      `select 'member' as kind, m.user_id as "userId", m.email, m.display_name as "displayName", m.role,
        m.company_id as "companyId" from members m join employees e using (company_id) where e.id = $1`,
      [employeeId],
    )
    const [owner] = rows
    if (!owner) throw new Error('Nobody is a member')
    const hostId = await addHost(sql)
    for (const { employee, desk, said } of colleagues) {
      const columns = { host_id: hostId, observed_generation: 1, desired_generation: 1, ...desk }
      const colleague = await addEmployee(sql, owner.companyId, {
        employee: { active_at: new Date(), ...employee },
        desk: columns,
      })
      if (said === '') continue
      const asked = await addMessage(sql, colleague, owner, { text: 'How is it going?', status: 'delivered' })
      await addAnswer(sql, colleague, asked, { text: said })
    }
  })
}
