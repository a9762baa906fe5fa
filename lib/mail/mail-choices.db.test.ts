import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addCompany, aVisitor, type Company, insertRow } from '#tests/support/company.ts'
import { openVerbWorld, outcome, type VerbWorld } from '#tests/support/verbs.ts'
import { choicesUrl, isSigned } from './choices-link.ts'
import { chooseMails, readMailChoices } from './mail-choices.ts'

let world: VerbWorld
let company: Company

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  company = await addCompany(world.sql)
})

async function mailTo(recipient: string, template = 'allowance-reached'): Promise<{ mailId: string }> {
  const row = { company_id: company.companyId, dedupe_key: randomUUID(), recipient, template }
  return { mailId: String((await insertRow(world.sql, 'mails', row)).id) }
}

describe('choosing by the link of a mail', () => {
  it('holds for the person it went to, whatever their letters look like', async () => {
    const link = await mailTo('Ada@Example.com')
    expect(await readMailChoices(link)).toEqual({
      email: 'Ada@Example.com',
      kind: 'allowances',
      unwanted: [],
    })
    await chooseMails(link, 'allowances', false)
    await chooseMails(link, 'allowances', false)
    expect(await readMailChoices(await mailTo('ada@example.com'))).toMatchObject({ unwanted: ['allowances'] })
    expect(await readMailChoices(await mailTo('bob@example.com'))).toMatchObject({ unwanted: [] })
  })

  it('is taken back', async () => {
    const link = await mailTo('grace@example.com')
    await chooseMails(link, 'trial', false)
    await chooseMails(link, 'trial', true)
    expect(await readMailChoices(link)).toMatchObject({ unwanted: [] })
  })

  it('knows that some mails cannot be turned off', async () => {
    expect(await readMailChoices(await mailTo('eve@example.com', 'payment-failed'))).toMatchObject({
      kind: undefined,
    })
  })

  it('finds nothing for a mail there is not', async () => {
    const nowhere = { mailId: randomUUID() }
    expect(await outcome(() => readMailChoices(nowhere))).toBe('not_found')
    expect(await outcome(() => chooseMails(nowhere, 'trial', false))).toBe('not_found')
  })
})

it('who is signed in chooses for their own address, and sees what the link changed', async () => {
  const visitor = aVisitor()
  await chooseMails(visitor, 'receipts', false)
  expect(await readMailChoices(await mailTo(visitor.email))).toMatchObject({ unwanted: ['receipts'] })
  expect(await readMailChoices(visitor)).toEqual({
    email: visitor.email,
    kind: undefined,
    unwanted: ['receipts'],
  })
  expect(await readMailChoices(company.owner)).toMatchObject({ unwanted: [] })
})

describe('the signature of a link', () => {
  const place = { siteUrl: 'https://deskhand.example.com', secret: 'a secret of app and orchestrator' }
  const id = randomUUID()
  const signature = choicesUrl(id, place).split('/').at(-1) ?? ''

  it('holds for its mail and no other', () => {
    expect(isSigned(id, signature, place.secret)).toBe(true)
    expect(isSigned(randomUUID(), signature, place.secret)).toBe(false)
  })
  it.each(['', 'x', `${signature}x`])('is not "%s"', (guess) =>
    expect(isSigned(id, guess, place.secret)).toBe(false),
  )
  it('is not made with another secret', () => expect(isSigned(id, signature, 'guessed')).toBe(false))
})
