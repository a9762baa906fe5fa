import { spawn } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { parseProcProcess } from './list-proc-processes.ts'
import { listProcesses } from './list-processes.ts'
import { listPsProcesses, parsePs } from './list-ps-processes.ts'

const statFields = (state: string) =>
  ['1', '7', '7', '0', '-1', '0', '0', '0', '0', '0', '0', '0', '0', '0', '20', '0', '1', '0', '4242'].reduce(
    (line, field) => `${line} ${field}`,
    state,
  )

describe('reading /proc', () => {
  it('is not misled by a command name with brackets and spaces', () => {
    const found = parseProcProcess(
      7,
      `7 (a) R 1 (b) ${statFields('S')}`,
      'Name:\tx\nNSpid:\t7\t2\n',
      'A=1\0B=x=y\0junk\0',
    )
    expect(found).toEqual({
      pid: 7,
      parentPid: 1,
      sessionId: 7,
      startedAt: '4242',
      namespacePids: [7, 2],
      environment: { A: '1', B: 'x=y' },
    })
  })
  it('leaves zombies out', () => {
    expect(parseProcProcess(7, `7 (x) ${statFields('Z')}`, '', '')).toBeUndefined()
  })
})

describe('reading ps', () => {
  it('takes the process group for the session, and leaves zombies out', () => {
    const text =
      '  10  1  10 Ss   Sat Nov 21 00:31:58 2026    \n 11 10 10 Z+ Sat Nov 21 00:31:59 2026\nnonsense\n'
    expect(parsePs(text)).toEqual([
      {
        pid: 10,
        parentPid: 1,
        sessionId: 10,
        startedAt: 'Sat Nov 21 00:31:58 2026',
        namespacePids: [10],
        environment: undefined,
      },
    ])
  })
})

describe("this machine's processes", () => {
  it.each([
    ['as the system tells best', listProcesses],
    ['by ps', listPsProcesses],
  ])('%s hold a child of ours, which keeps its identity while it lives', async (_, list) => {
    const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
    try {
      const [first, second] = [await list(), await list()]
      const found = [first, second].map((all) => all.find(({ pid }) => pid === child.pid))
      expect(found[0]).toMatchObject({ parentPid: process.pid, sessionId: child.pid })
      expect(found[0]?.startedAt).toBe(found[1]?.startedAt)
    } finally {
      child.kill('SIGKILL')
    }
  })
})
