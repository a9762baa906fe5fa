import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { foundCompany } from '#lib/company/found-company.ts'
import { transact, transactAsOrchestrator } from '#lib/db/transact.ts'
import { addCompany, addMember, aVisitor, type Company } from '#tests/support/company.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { findRecipients } from './find-recipients.ts'
import { queueMail } from './queue-mail.ts'

let world: VerbWorld
let company: Company

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  company = await addCompany(world.sql)
})

const mails = async (companyId = company.companyId) =>
  (
    await world.sql.query(
      'select recipient::text, template, data from mails where company_id = $1 order by recipient',
      [companyId],
    )
  ).rows
const removed = (to: string | string[], onceKey = 'removed:1') => ({
  companyId: company.companyId,
  to,
  template: 'removed' as const,
  data: { companyName: company.name },
  onceKey,
})

describe('a mail that is queued', () => {
  it('is written by a member of the company and by the orchestrator', async () => {
    await transact(company.owner, (tx) => queueMail(tx, removed('ada@example.com', 'one')))
    await transactAsOrchestrator((tx) => queueMail(tx, removed('bob@example.com', 'two')))
    expect(await mails()).toEqual([
      { recipient: 'ada@example.com', template: 'removed', data: { companyName: company.name } },
      { recipient: 'bob@example.com', template: 'removed', data: { companyName: company.name } },
    ])
  })

  it('goes to each address once, however often and by whom it is queued', async () => {
    const queue = () =>
      transactAsOrchestrator((tx) => queueMail(tx, removed(['Ada@example.com', 'bob@example.com'])))
    await Promise.all([queue(), queue(), queue()])
    await transact(company.owner, (tx) => queueMail(tx, removed('ada@example.com')))
    expect(await mails()).toHaveLength(2)
  })

  it('is not there when its transaction fails', async () => {
    const failing = transact(company.owner, async (tx) => {
      await queueMail(tx, removed('ada@example.com'))
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await mails()).toEqual([])
  })

  it('is nobody else’s to write', async () => {
    const { owner } = await addCompany(world.sql)
    await expect(transact(owner, (tx) => queueMail(tx, removed('ada@example.com')))).rejects.toThrow()
  })

  it('needs the data of its template', async () => {
    const data = JSON.parse('{}')
    await expect(
      transactAsOrchestrator((tx) => queueMail(tx, { ...removed('ada@example.com'), data })),
    ).rejects.toThrow('companyName')
  })
})

it('finds owners, and owners with admins', async () => {
  const admin = await addMember(world.sql, company.companyId, { role: 'admin' })
  await addMember(world.sql, company.companyId)
  const find = (who: 'owners' | 'managers') =>
    transactAsOrchestrator((tx) => findRecipients(tx, company.companyId, who))
  expect(await find('owners')).toEqual([company.owner.email])
  expect(await find('managers')).toEqual([company.owner.email, admin.email])
})

describe('who founds a company', () => {
  it('is welcomed once', async () => {
    const visitor = aVisitor('ada@lovelace-works.com')
    const [id = ''] = await Promise.all([
      foundCompany(visitor, { founderName: 'Ada' }),
      foundCompany(visitor),
      foundCompany(visitor),
    ])
    expect(await mails(id)).toMatchObject([
      { recipient: visitor.email, template: 'welcome', data: { companyName: 'Lovelace Works' } },
    ])
  })

  it('is not welcomed again when somebody joins or becomes owner', async () => {
    const id = await foundCompany(aVisitor())
    await addMember(world.sql, id, { role: 'owner' })
    expect(await mails(id)).toHaveLength(1)
  })
})
