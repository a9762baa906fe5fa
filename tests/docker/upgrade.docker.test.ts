// Builds of the desk in the real engine: offered by percentage, pinned, tried, taken back by themselves; the home is never touched.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { runDesksCommand } from '#orchestrator/operate/run-desks-command.ts'
import { insertRow } from '#tests/support/company.ts'
import { addAnswer, addEmployee, addMessage, type Employee } from '#tests/support/employee.ts'
import { type FleetInProcess, openFleet } from '#tests/support/fleet-in-process.ts'
import { openStandIns, type StandIns } from '#tests/support/stand-in-desks.ts'

const patiently = { timeout: 120_000, interval: 200 }
const trial = { attempts: 2, windowMs: 300_000, provenAfterMs: 500 }

let standIns: StandIns
let fleet: FleetInProcess
const employees: Employee[] = []
const images: string[] = []
const homes = new Map<string, string>()

beforeAll(async () => {
  standIns = await openStandIns()
  await standIns.runtime.prepare(() => undefined)
  fleet = await openFleet(standIns.runtime, { trial, backOffMs: [200], simultaneousStarts: 2 })
  for (let count = 0; count < 4; count++) await hire()
  await untilAll({ observed_state: 'ready', observed_release: null })
  await Promise.all(
    employees.map(async ({ deskId }) => {
      const furnish = `mkdir -p ~/notes && echo "I am ${deskId}" >~/workspace/MEMORY.md && head -c 100000 /dev/urandom >~/notes/random`
      await standIns.runtime.exec(deskId, ['sh', '-c', furnish])
      homes.set(deskId, await homeOf(deskId))
    }),
  )
})
afterAll(async () => {
  await fleet.close()
  await standIns.close()
  for (const image of images) await standIns.engine.getImage(image).remove({ force: true })
})

async function hire(): Promise<Employee> {
  const employee = await addEmployee(fleet.sql, fleet.company.companyId)
  employees.push(employee)
  return employee
}

/** The names, rights and contents of everything in it. */
async function homeOf(deskId: string): Promise<string> {
  const list = 'cd ~ && find . -type f -exec stat -c "%n %a" {} + -exec sha256sum {} + | sort'
  const { stdout, exitCode } = await standIns.runtime.exec(deskId, ['sh', '-c', list])
  expect(exitCode).toBe(0)
  return stdout
}

const desk = async (deskId: string) =>
  (await fleet.sql.query('select * from desks where id = $1', [deskId])).rows[0]
const desks = async () => (await fleet.sql.query('select * from desks order by created_at')).rows
const untilDesk = (deskId: string, facts: object) =>
  vi.waitFor(async () => expect(await desk(deskId)).toMatchObject(facts), patiently)
const untilAll = async (facts: object, who = employees) => {
  for (const { deskId } of who) await untilDesk(deskId, facts)
}
/** The host is seen at the beginning of each look: after two of them one was whole. */
async function untilLookedAgain(): Promise<void> {
  for (let look = 0; look < 2; look++) {
    const seen = async () => (await fleet.sql.query('select seen_at from hosts')).rows[0].seen_at.getTime()
    const before = await seen()
    await fleet.sql.query('update employees set personality = personality')
    await vi.waitFor(async () => expect(await seen()).toBeGreaterThan(before), patiently)
  }
}

const release = async (label: string) =>
  (await fleet.sql.query('select * from desk_releases where label = $1', [label])).rows[0]
const run = (line: string) => runDesksCommand(line.split(' '))

async function untilUpgraded(deskId: string, image: string | null): Promise<void> {
  await untilDesk(deskId, { observed_state: 'ready', observed_release: image })
  await expectHome(deskId, image)
}

async function untilAllUpgraded(image: string, who = employees): Promise<void> {
  await untilAll({ observed_state: 'ready', observed_release: image }, who)
  await Promise.all(who.map(({ deskId }) => expectHome(deskId, image)))
}

/** Over the image by its container, and with everything that was in it at first. */
async function expectHome(deskId: string, image: string | null): Promise<void> {
  const { Image } = await standIns.engine.getContainer(standIns.names.container(deskId)).inspect()
  if (image) expect(Image).toBe((await standIns.engine.getImage(image).inspect()).Id)
  expect(await homeOf(deskId)).toBe(homes.get(deskId))
}

/** A build like the host's own that differs by a line of its Dockerfile. */
async function build(name: string, change: string): Promise<string> {
  const [first] = employees
  const { Image } = await standIns.engine
    .getContainer(standIns.names.container(first?.deskId ?? ''))
    .inspect()
  const template = await standIns.engine.createContainer({ Image })
  const repo = `deskhand-upgrade-${standIns.names.installation}`
  try {
    await template.commit({ repo, tag: name, changes: change })
  } finally {
    await template.remove({ force: true })
  }
  images.push(`${repo}:${name}`)
  return `${repo}:${name}`
}

let better: string

describe('a build that is offered', () => {
  it('to nobody changes nothing', async () => {
    better = await build('better', 'LABEL deskhand.test=better')
    await run(`offer ${better} --label better`)
    const before = await desks()
    await untilLookedAgain()
    expect((await desks()).map(({ observed_phase_at: at }) => at)).toEqual(
      before.map(({ observed_phase_at: at }) => at),
    )
  })

  it('to one desk by a pin is run there alone, over the same home', async () => {
    const [ada, ...others] = employees
    await run(`pin ${ada?.employeeId} better`)
    await untilUpgraded(ada?.deskId ?? '', better)
    for (const { deskId } of others) expect((await desk(deskId)).observed_release).toBeNull()
    await run(`unpin ${ada?.employeeId}`)
    await untilUpgraded(ada?.deskId ?? '', null)
  })

  it('waits for the end of an answer', async () => {
    const [ada] = employees
    if (!ada) throw new Error('nobody is here')
    const question = await addMessage(fleet.sql, ada, fleet.company.owner, { status: 'delivered' })
    const answer = await addAnswer(fleet.sql, ada, question, { status: 'streaming' })
    await run('share better 100')
    await untilAllUpgraded(better, employees.slice(1))
    expect(await desk(ada.deskId)).toMatchObject({ observed_state: 'ready', observed_release: null })
    await fleet.sql.query("update messages set status = 'complete', finished_at = now() where id = $1", [
      answer,
    ])
    await untilUpgraded(ada.deskId, better)
  })

  it('is run by as many as its share says, and by more when it grows: who has it keeps it', async () => {
    const next = await build('next', 'LABEL deskhand.test=next')
    await run(`offer ${next} --label next --share 0`)
    const who = async () => (await desks()).filter((row) => row.observed_release === next).map(({ id }) => id)
    let before: string[] = []
    for (const share of [30, 70, 100]) {
      await run(`share next ${share}`)
      await vi.waitFor(async () => {
        const { rows } = await fleet.sql.query(
          `select count(*)::int as settled from desks where observed_state = 'ready' and observed_phase = 'ready'`,
        )
        expect(rows[0].settled).toBe(employees.length)
        const now = await who()
        expect(now.length).toBeGreaterThanOrEqual(share === 100 ? employees.length : before.length)
      }, patiently)
      const now = await who()
      expect(before.filter((id) => !now.includes(id))).toEqual([])
      before = now
    }
    await untilAllUpgraded(next)
    await run('share next 0')
    await untilAllUpgraded(better)
    await untilAll({ proven_release: better })
  })
})

describe('a broken build', () => {
  it('is taken back by itself, remembered and complained of, and halted before everybody had it', async () => {
    const broken = await build('broken', 'CMD ["false"]')
    await run(`offer ${broken} --label broken --share 100`)
    await vi.waitFor(async () => expect((await release('broken')).halted_at).not.toBeNull(), patiently)
    await untilAllUpgraded(better)
    const rows = await desks()
    const refused = rows.filter((row) => row.refused_releases.length > 0)
    expect(refused.length).toBeGreaterThanOrEqual(2)
    expect(refused.length).toBeLessThan(employees.length)
    await vi.waitFor(async () => {
      const told = (await desks()).filter((row) => row.refused_releases.length > 0)
      for (const row of told) expect(row.observed_complaint).toMatchObject({ code: 'upgrade_undone' })
    }, patiently)
    expect(await run('releases')).toMatch(/broken +100 % +halted/)
  })

  it('that is not even there is taken back, too', async () => {
    const [ada] = employees
    await run('offer deskhand-nowhere:1 --label missing')
    await run(`pin ${ada?.employeeId} missing`)
    const { id } = await release('missing')
    await vi.waitFor(
      async () => expect((await desk(ada?.deskId ?? '')).refused_releases).toContain(id),
      patiently,
    )
    await untilUpgraded(ada?.deskId ?? '', better)
  })
})

describe('the home', () => {
  it('is kept when the desk is made anew', async () => {
    const [ada] = employees
    if (!ada) throw new Error('nobody is here')
    const { Id } = await standIns.engine.getContainer(standIns.names.container(ada.deskId)).inspect()
    await fleet.sql.query('update desks set desired_generation = desired_generation + 1 where id = $1', [
      ada.deskId,
    ])
    await untilDesk(ada.deskId, { observed_state: 'ready', observed_generation: 2 })
    expect((await standIns.engine.getContainer(standIns.names.container(ada.deskId)).inspect()).Id).not.toBe(
      Id,
    )
    expect(await homeOf(ada.deskId)).toBe(homes.get(ada.deskId))
  })

  it('is backed up and put back in a volume as it is in a folder', async () => {
    const [ada] = employees
    if (!ada) throw new Error('nobody is here')
    const place = { company_id: ada.companyId, employee_id: ada.employeeId }
    const archive = await insertRow(fleet.sql, 'home_archives', place)
    const stateOf = async (table: string, id: unknown) =>
      (await fleet.sql.query(`select state, failure from ${table} where id = $1`, [id])).rows[0]
    await vi.waitFor(
      async () => expect(await stateOf('home_archives', archive.id)).toMatchObject({ state: 'ready' }),
      patiently,
    )
    await untilDesk(ada.deskId, { observed_state: 'ready' })
    await standIns.runtime.exec(ada.deskId, [
      'sh',
      '-c',
      'rm -r ~/notes; echo new >~/workspace/MEMORY.md; touch ~/later',
    ])
    const restore = await insertRow(fleet.sql, 'home_restores', { ...place, archive_id: archive.id })
    await vi.waitFor(
      async () => expect(await stateOf('home_restores', restore.id)).toMatchObject({ state: 'done' }),
      patiently,
    )
    await untilUpgraded(ada.deskId, better)
  })
})
