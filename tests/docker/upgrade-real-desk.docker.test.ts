// A real desk, with desktop, browser and gateway, brought to another build: what its employee wrote is the same, byte for byte.
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { runDesksCommand } from '#orchestrator/operate/run-desks-command.ts'
import { openEngine } from '#orchestrator/runtime/docker/engine.ts'
import { type DockerDesks, openDockerDesks } from '#tests/support/docker-desks.ts'
import { addEmployee, type Employee } from '#tests/support/employee.ts'
import { type FleetInProcess, openFleet } from '#tests/support/fleet-in-process.ts'

const patiently = { timeout: 200_000, interval: 500 }
const engine = openEngine()
const repo = `deskhand-upgrade-real-${process.pid}`

let desks: DockerDesks
let fleet: FleetInProcess
let ada: Employee

beforeAll(async () => {
  desks = await openDockerDesks()
  fleet = await openFleet(desks.runtime)
  ada = await addEmployee(fleet.sql, fleet.company.companyId)
  await untilReady(null)
})
afterAll(async () => {
  await fleet.close()
  await desks.close()
  await engine.getImage(`${repo}:better`).remove({ force: true })
})

const untilReady = (release: string | null) =>
  vi.waitFor(async () => {
    const { rows } = await fleet.sql.query('select * from desks where id = $1', [ada.deskId])
    expect(rows[0]).toMatchObject({ observed_state: 'ready', observed_release: release })
  }, patiently)
const inDesk = async (command: string) => {
  const { stdout, stderr, exitCode } = await desks.exec(ada.deskId, ['sh', '-c', command])
  expect(exitCode, stderr).toBe(0)
  return stdout
}
const container = async () => {
  const filters = { label: [`deskhand.desk=${ada.deskId}`, 'deskhand.kind=desk'] }
  const [found] = await engine.listContainers({ all: true, filters: JSON.stringify(filters) })
  if (!found) throw new Error('The desk has no container.')
  return found
}

it('keeps memory, persona, files and the browser’s profile as they are', async () => {
  await inDesk(
    'cd ~/workspace && echo "Maria likes tea." >MEMORY.md && mkdir -p ~/Documents && head -c 300000 /dev/urandom >~/Documents/report',
  )
  const hashes = () => inDesk('cd ~ && find workspace Documents -type f -exec sha256sum {} + | sort')
  const before = await hashes()
  expect(before).toMatch(/MEMORY\.md/)
  const profile = await inDesk('stat -c %i ~/browser')
  const { Id, ImageID } = await container()
  const template = await engine.createContainer({ Image: ImageID })
  await template.commit({ repo, tag: 'better', changes: 'LABEL deskhand.test=better' })
  await template.remove({ force: true })

  await runDesksCommand(['offer', `${repo}:better`, '--label', 'better', '--share', '100'])
  await untilReady(`${repo}:better`)

  const after = await container()
  expect([after.Id === Id, after.ImageID === ImageID]).toEqual([false, false])
  expect(await hashes()).toBe(before)
  expect(await inDesk('stat -c %i ~/browser')).toBe(profile)
})
