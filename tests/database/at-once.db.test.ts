// What two transactions of one company may do to each other.
import type pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { actAs, inTransactionAs } from '../support/act-as.ts'
import { addCompany, addMember, aVisitor, type Company, insertRow } from '../support/company.ts'
import { openConnections } from '../support/connections.ts'
import { addAnswer, addEmployee, addMessage } from '../support/employee.ts'

const { connect, untilBlocked, close } = await openConnections()
const sql = await connect('seeder')
const first = await connect('first')
const second = await connect('second')
afterAll(close)

const leave = (client: pg.Client, userId: string) =>
  client.query('delete from members where user_id = $1', [userId])

async function ownersOf({ companyId }: Company): Promise<number> {
  const { rowCount } = await sql.query(`select from members where company_id = $1 and role = 'owner'`, [
    companyId,
  ])
  return rowCount ?? 0
}

async function twoOwners() {
  const company = await addCompany(sql)
  return { company, one: company.owner, two: await addMember(sql, company.companyId, { role: 'owner' }) }
}

test('when both owners leave at once, the second is refused', async () => {
  const { company, one, two } = await twoOwners()
  await first.query('begin')
  await second.query('begin')
  await actAs(first, one)
  await actAs(second, two)
  await leave(first, one.userId)
  await leave(second, two.userId)
  const outcomes = await Promise.allSettled([first.query('commit'), second.query('commit')])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'DH001' } })
  expect(await ownersOf(company)).toBe(1)
})

test('an owner leaves while somebody hires, and neither is in the other’s way', async () => {
  const { company, one, two } = await twoOwners()
  await first.query('begin')
  await second.query('begin')
  await actAs(first, one)
  await actAs(second, two)
  await leave(first, one.userId)
  await addEmployee(second, company.companyId)
  const outcomes = await Promise.allSettled([first.query('commit'), second.query('commit')])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
})

test('a person who signs up in two tabs at once founds one company', async () => {
  const founder = aVisitor()
  const found = (client: pg.Client) =>
    inTransactionAs(client, founder, () =>
      client.query<{ id: string }>(`select deskhand.found_company('Acme', 'Ann') as id`),
    )
  const [one, two] = await Promise.all([found(first), found(second)])
  expect(one.rows).toEqual(two.rows)
})

test('a second answer cannot begin in a conversation before the first is over', async () => {
  const company = await addCompany(sql)
  const employee = await addEmployee(sql, company.companyId)
  const question = await addMessage(sql, employee, company.owner, { status: 'delivered' })
  const another = await addMessage(sql, employee, company.owner, { status: 'delivered' })
  await first.query('begin')
  await addAnswer(first, employee, question, { status: 'streaming' })
  const late = addAnswer(second, employee, another, { status: 'streaming' })
  const refused = expect(late).rejects.toMatchObject({ constraint: 'messages_one_streaming' })
  await untilBlocked('second')
  await first.query('commit')
  await refused
})

test('of two that spend the last request of a window, one is refused', async () => {
  const hit = (client: pg.Client) =>
    client.query<{ allowed: boolean }>(`select allowed from deskhand.hit_rate('last-one', 1, 86400)`)
  const answers = await Promise.all([hit(first), hit(second)])
  expect(answers.map(({ rows }) => rows[0]?.allowed).sort()).toEqual([false, true])
})

test('audit entries written at once still make one chain', async () => {
  const { companyId, owner } = await addCompany(sql)
  const write = async (client: pg.Client) => {
    for (let count = 0; count < 5; count++) {
      await inTransactionAs(client, owner, () =>
        client.query(`select deskhand.append_audit($1, 'company.renamed', $1)`, [companyId]),
      )
    }
  }
  await Promise.all([write(first), write(second)])
  const { rows } = await sql.query('select seq from audit_entries where company_id = $1 order by seq', [
    companyId,
  ])
  expect(rows.map(({ seq }) => Number(seq))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  const verdict = await sql.query('select deskhand.verify_audit($1) as broken', [companyId])
  expect(verdict.rows).toEqual([{ broken: null }])
})

test('a key is noted as used without two users of it waiting for each other', async () => {
  const { companyId } = await addCompany(sql)
  await insertRow(sql, 'api_keys', {
    company_id: companyId,
    name: 'Busy',
    secret_hash: Buffer.alloc(32, 7),
    scopes: ['read'],
  })
  const find = (client: pg.Client) =>
    client.query('select id from deskhand.find_api_key($1)', [Buffer.alloc(32, 7)])
  const answers = await Promise.all([find(first), find(second), find(first), find(second)])
  expect(answers.map(({ rowCount }) => rowCount)).toEqual([1, 1, 1, 1])
})
