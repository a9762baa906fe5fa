import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { transactTogether } from '#lib/db/transact.ts'
import type { ChangeManyInput, CreateTaskInput } from '#lib/wire/task.ts'
import { addCompany, addKey } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { openVerbWorld, outcome, type VerbWorld } from '#tests/support/verbs.ts'
import { changeMany } from './change-many.ts'
import { createTask } from './create-task.ts'
import { readTask } from './read-task.ts'

let world: VerbWorld
let owner: Member

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  owner = (await addCompany(world.sql, { planKey: 'company' })).owner
})

async function make(facts: Partial<CreateTaskInput> = {}): Promise<string> {
  return (await createTask(owner, { title: 'Make a page', plan: 'none', ...facts })).id
}

async function put(id: string, ...statuses: string[]): Promise<string> {
  const failure = { code: 'x', text: 'It broke.', action: 'Look.' }
  for (const status of statuses) {
    const why = status === 'failed' ? failure : null
    await world.sql.query('update tasks set status = $2, failure = $3 where id = $1', [id, status, why])
  }
  return id
}

const codes = async (input: ChangeManyInput) =>
  (await changeMany(owner, input)).results.map(({ code }) => code)

describe('many tasks', () => {
  it('are given, made urgent and labelled in one go, each told as it is then', async () => {
    const ids = [await make({ labels: ['web'] }), await make()]
    const { employeeId } = await addEmployee(world.sql, owner.companyId)
    expect(await codes({ ids, do: 'assign', value: employeeId })).toEqual(['done', 'done'])
    expect(await codes({ ids, do: 'priority', value: 3 })).toEqual(['done', 'done'])
    expect(await codes({ ids, do: 'label', value: 'web' })).toEqual(['done', 'done'])
    const { results } = await changeMany(owner, { ids, do: 'label', value: 'shop' })
    expect(results.map(({ id, words, task }) => [id, words, task?.labels])).toEqual([
      [ids[0], '', ['web', 'shop']],
      [ids[1], '', ['web', 'shop']],
    ])
    expect(results[1]?.task).toMatchObject({ assigneeId: employeeId, priority: 3 })
  })

  it('are started, tried again, approved and cancelled where that can be done; the others stay and say why', async () => {
    const draft = await make({ draft: true })
    const failed = await put(await make(), 'claimed', 'running', 'failed')
    const reviewed = await put(await make(), 'claimed', 'running', 'in_review')
    const ids = [draft, failed, reviewed]
    const { results } = await changeMany(owner, { ids, do: 'start' })
    expect(results.map(({ code, task }) => [code, task?.status])).toEqual([
      ['done', 'ready'],
      ['conflict', undefined],
      ['conflict', undefined],
    ])
    expect(results[1]?.words).toBe(
      '#2 is no draft, so there is nothing to start. Nothing was changed. Look at it again.',
    )
    expect(await codes({ ids, do: 'retry' })).toEqual(['conflict', 'done', 'conflict'])
    expect(await codes({ ids, do: 'approve' })).toEqual(['conflict', 'conflict', 'done'])
    expect(await codes({ ids, do: 'cancel' })).toEqual(['done', 'done', 'conflict'])
  })

  it('are never those of another company', async () => {
    const { owner: stranger } = await addCompany(world.sql)
    const theirs = (await createTask(stranger, { title: 'Theirs', plan: 'none' })).id
    const own = await make()
    expect(await codes({ ids: [theirs, own, randomUUID()], do: 'cancel' })).toEqual([
      'not_found',
      'done',
      'not_found',
    ])
    expect((await readTask(stranger, { id: theirs })).status).toBe('ready')
  })

  it('are each named once, two hundred at most, by somebody who may write', async () => {
    const one = await make()
    expect(await codes({ ids: [one, one], do: 'cancel' })).toEqual(['done'])
    const ids = Array.from({ length: 201 }, () => randomUUID())
    expect(await outcome(() => changeMany(owner, { ids, do: 'cancel' }))).toBe('invalid')
    const reader = await addKey(world.sql, owner.companyId, { scopes: ['read'] })
    expect(await outcome(() => changeMany(reader, { ids: [one], do: 'cancel' }))).toBe('not_allowed')
  })

  it('keep what was done to some when others are refused, also in one transaction', async () => {
    const tooMany = Array.from({ length: 20 }, (_, at) => `label ${at}`)
    const ids = [await make(), await make({ labels: tooMany }), await make()]
    const { results } = await transactTogether(owner, () =>
      changeMany(owner, { ids, do: 'label', value: 'web' }),
    )
    expect(results.map(({ code }) => code)).toEqual(['done', 'invalid', 'done'])
    const labels = await Promise.all(ids.map(async (id) => (await readTask(owner, { id })).labels))
    expect(labels).toEqual([['web'], tooMany, ['web']])
  })

  it('go on after a refusal of the database itself, also in one transaction', async () => {
    const ids = [await make(), await make(), await make()]
    await world.sql.query(`create function pg_temp.refuse() returns trigger language plpgsql as
      'begin raise exception ''no'' using errcode = ''DH005''; end'`)
    await world.sql.query(`create trigger refuse before update on tasks for each row
      when (old.id = '${ids[1]}') execute function pg_temp.refuse()`)
    const { results } = await transactTogether(owner, () => changeMany(owner, { ids, do: 'cancel' }))
    await world.sql.query('drop trigger refuse on tasks')
    expect(results.map(({ code }) => code)).toEqual(['done', 'conflict', 'done'])
  })
})
