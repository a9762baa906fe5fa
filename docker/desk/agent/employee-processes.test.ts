import { spawn } from 'node:child_process'
import { afterEach, describe, expect, it } from 'vitest'
import { employeeProcesses, enteredProcesses } from './employee-processes.ts'
import { type DeskProcess, listProcesses } from './list-processes.ts'
import { until } from './testing/until.ts'

const ours = { agent: 7, gateway: 100, openclaw: '/opt/openclaw/', desktop: [20, 30, 40] }
const processOf = (
  pid: number,
  parent: number,
  session: number,
  more: Partial<DeskProcess> = {},
): DeskProcess => ({
  pid,
  parent,
  session,
  file: '/usr/bin/something',
  firstArgument: '',
  ...more,
})
const node = '/usr/local/bin/node'

const desk = [
  processOf(1, 0, 1),
  processOf(7, 1, 1),
  processOf(20, 7, 20),
  processOf(30, 7, 30),
  processOf(31, 1, 30),
  processOf(40, 7, 40),
  processOf(42, 1, 41, { file: '/usr/lib/chromium/chrome_crashpad_handler' }),
  processOf(100, 7, 100, { file: node }),
  processOf(101, 100, 100, { file: node }),
  processOf(102, 100, 102, { file: node, firstArgument: '/opt/openclaw/dist/spawn-broker.js' }),
]

describe('the programs of the employee', () => {
  it('are none at a desk that is idle', () => {
    expect(employeeProcesses(desk, ours)).toEqual([])
  })

  it('are what the gateway started in sessions of their own, with all below', () => {
    const started = [
      processOf(200, 102, 200),
      processOf(201, 200, 200),
      processOf(202, 201, 202),
      processOf(210, 100, 210, { file: node, firstArgument: '/home/desk/workspace/x.js' }),
    ]
    expect(employeeProcesses([...desk, ...started], ours).sort()).toEqual([200, 201, 202, 210])
  })

  it('are what cut itself loose, too, whatever it calls itself', () => {
    const loose = [
      processOf(300, 1, 300, { file: node, firstArgument: '/opt/openclaw/dist/spawn-broker.js' }),
      processOf(301, 300, 301),
    ]
    expect(employeeProcesses([...desk, ...loose], ours).sort()).toEqual([300, 301])
  })

  it('are not what a person started on the desktop', () => {
    const terminal = [processOf(400, 1, 30), processOf(401, 400, 401), processOf(402, 401, 401)]
    expect(employeeProcesses([...desk, ...terminal], ours)).toEqual([])
  })

  it('are all that is left when the gateway is gone', () => {
    const left = [processOf(102, 1, 102, { file: node }), processOf(200, 102, 200)]
    const without = desk.filter(({ pid }) => pid < 100)
    expect(employeeProcesses([...without, ...left], { ...ours, gateway: undefined })).toEqual([102, 200])
  })
})

describe('commands from outside', () => {
  it('are told apart from all that grew inside', () => {
    const entered = [processOf(500, 0, 500), processOf(501, 500, 501)]
    expect(enteredProcesses([...desk, ...entered])).toEqual([500, 501])
    expect(employeeProcesses([...desk, ...entered], ours)).toEqual([])
  })
})

describe('the list of processes', () => {
  const child = spawn('/bin/sleep', ['60'], { detached: true, stdio: 'ignore', argv0: 'odd) name (x' })
  afterEach(() => child.kill('SIGKILL'))

  it('tells parent, session and file as they are, whatever a program calls itself', async () => {
    const found = await until('it runs', async () =>
      (await listProcesses()).find(({ pid, file }) => pid === child.pid && file.endsWith('/sleep')),
    )
    expect(found).toMatchObject({ parent: process.pid, session: child.pid, firstArgument: '60' })
  })
})
